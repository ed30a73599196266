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

/// What becomes of a request at the gate.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// It is answered.
    Open,
    /// It showed a pass, and is given this cookie for the next time.
    Admitted(String),
    /// It is refused.
    Shut,
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

    /// Whether a request may enter: from this machine always, from another with a cookie, or with the pass of the moment, which
    /// is then used up.
    pub(super) fn enter(
        &mut self,
        peer: Option<IpAddr>,
        pass: Option<&str>,
        mut cookies: impl Iterator<Item = String>,
    ) -> Entry {
        if peer.is_some_and(|peer| peer.to_canonical().is_loopback()) || cookies.any(|line| self.knows(&line)) {
            return Entry::Open;
        }
        if pass.is_none() || pass != self.token.as_deref() {
            return Entry::Shut;
        }
        let (Ok(next), Ok(cookie)) = (random(), random()) else { return Entry::Shut };
        self.token = Some(next);
        self.cookies.push(cookie.clone());
        Entry::Admitted(format!("{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict"))
    }

    fn knows(&self, line: &str) -> bool {
        let mut given = line.split(';').filter_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        given.any(|given| self.cookies.iter().any(|cookie| cookie == given))
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

    const PHONE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 9)));

    fn cookies(line: &str) -> impl Iterator<Item = String> {
        std::iter::once(line.to_owned())
    }

    #[test]
    fn a_pass_lets_one_machine_in_and_is_used_up() {
        let mut gate = Gate::new(SocketAddr::from(([0, 0, 0, 0], 4000)), true).unwrap();
        let token = gate.token.clone().unwrap();
        assert_eq!(gate.enter(PHONE, None, cookies("")), Entry::Shut);
        assert_eq!(gate.enter(PHONE, Some("wrong"), cookies("")), Entry::Shut);
        let Entry::Admitted(cookie) = gate.enter(PHONE, Some(&token), cookies("")) else { panic!("shut") };
        assert_eq!(gate.enter(PHONE, Some(&token), cookies("")), Entry::Shut, "used up");
        let value = cookie.split(';').next().unwrap();
        assert_eq!(gate.enter(PHONE, None, cookies(&format!("a=b; {value}"))), Entry::Open);
        assert_eq!(gate.enter(PHONE, None, cookies(&format!("{COOKIE}="))), Entry::Shut);
        assert_ne!(gate.token.as_ref(), Some(&token));
    }

    #[test]
    fn this_machine_needs_no_pass_and_a_shut_gate_has_none() {
        let mut gate = Gate::new(SocketAddr::from(([127, 0, 0, 1], 4000)), false).unwrap();
        for own in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(gate.enter(Some(own.parse().unwrap()), None, cookies("")), Entry::Open, "{own}");
        }
        assert!(gate.pass().is_none());
        assert_eq!(gate.enter(PHONE, Some(""), cookies(COOKIE)), Entry::Shut);
        assert_eq!(gate.enter(None, None, cookies("")), Entry::Shut);
    }
}
