//! The pulse: a request of our own, ten times a second.
//!
//! It keeps `tiny_http`'s threads moving: a burst of connections is queued while a thread wakes, and behind one that says
//! nothing the queue would stand still. Each pulse that is answered lets a thread take the next. And it tells when the server
//! has died.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How often.
const EVERY: Duration = Duration::from_millis(100);
/// How long an answer may take, and for how long none may come, before the server counts as dead.
const PATIENCE: Duration = Duration::from_secs(1);
const DEAD_AFTER: Duration = Duration::from_secs(4);

/// Beats for as long as the program runs; calls `revive` where no answer has come for a while.
pub(super) fn keep(address: SocketAddr, revive: impl Fn()) {
    let mut last = Instant::now();
    loop {
        std::thread::sleep(EVERY);
        if beat(address).is_ok() {
            last = Instant::now();
        } else if last.elapsed() > DEAD_AFTER {
            revive();
            last = Instant::now();
        }
    }
}

fn beat(address: SocketAddr) -> std::io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(
        format!("HEAD /__xuan/generation HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut first = [0u8; 1];
    stream.read_exact(&mut first)
}
