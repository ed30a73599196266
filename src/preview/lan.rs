//! Other machines of the network: each is let in once by a pass that is then used up, and known by a cookie after that.

use std::net::{IpAddr, SocketAddr};

use crate::diagnostic::catalogue::PreviewMessage;
use crate::diagnostic::{Diagnostic, Outcome};

/// The cookie's name.
const COOKIE: &str = "xuan-preview";
/// The bytes of a token: 128 bits, as for a session identifier (OWASP Session Management Cheat Sheet).
const TOKEN_BYTES: usize = 16;

/// A pass for one machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// The addresses to open, token included, one for each of this machine's networks.
    pub urls: Vec<String>,
}

/// Who may look beside this machine.
pub(super) struct Gate {
    port: u16,
    /// The token of the moment; none where only this machine may look.
    token: Option<String>,
    cookies: Vec<String>,
}

impl Gate {
    /// A gate that is shut, or one with its first pass.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub(super) fn new(address: SocketAddr, lan: bool) -> Outcome<Self> {
        let token = if lan { Some(random()?) } else { None };
        Ok(Self { port: address.port(), token, cookies: Vec::new() })
    }

    pub(super) fn pass(&self) -> Option<Pass> {
        let token = self.token.as_ref()?;
        let urls = networks().map(|ip| format!("http://{}/?pass={token}", SocketAddr::new(ip, self.port))).collect();
        Some(Pass { urls })
    }

    pub(super) fn admit(&mut self, token: &str) -> Option<String> {
        if self.token.as_deref() != Some(token) {
            return None;
        }
        let (next, cookie) = (random().ok()?, random().ok()?);
        self.token = Some(next);
        self.cookies.push(cookie.clone());
        Some(format!("{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict"))
    }

    pub(super) fn is_admitted(&self, cookies: &str) -> bool {
        let given = cookies.split(';').filter_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        given.into_iter().any(|given| self.cookies.iter().any(|cookie| cookie == given))
    }
}

/// This machine's addresses in its networks.
pub(super) fn networks() -> impl Iterator<Item = IpAddr> {
    let all = if_addrs::get_if_addrs().unwrap_or_default().into_iter().map(|interface| interface.ip());
    all.filter(|ip| ip.is_ipv4() && !ip.is_loopback())
}

fn random() -> Outcome<String> {
    let mut bytes = [0u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| Diagnostic::new(PreviewMessage::PreviewNoRandom { reason: error.to_string() }))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_lets_one_machine_in_and_is_used_up() {
        let mut gate = Gate::new(SocketAddr::from(([0, 0, 0, 0], 4000)), true).unwrap();
        let token = gate.token.clone().unwrap();
        assert_eq!(gate.admit("wrong"), None);
        let cookie = gate.admit(&token).unwrap();
        assert_eq!(gate.admit(&token), None, "used up");
        let value = cookie.split(';').next().unwrap();
        assert!(gate.is_admitted(&format!("a=b; {value}")));
        assert!(!gate.is_admitted("a=b") && !gate.is_admitted(&format!("{COOKIE}=")));
        assert_ne!(gate.token.as_ref(), Some(&token));
    }

    #[test]
    fn a_shut_gate_lets_nobody_in() {
        let mut gate = Gate::new(SocketAddr::from(([127, 0, 0, 1], 4000)), false).unwrap();
        assert!(gate.pass().is_none() && gate.admit("").is_none() && !gate.is_admitted(COOKIE));
    }
}
