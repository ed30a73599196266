//! The structure of a JPEG file (ITU-T T.81, annex B), walked before it is decoded.
//!
//! The decoder fills what is missing of a file cut short with grey; only this walk tells that it was cut.

/// The most scans that are decoded; a progressive photo has about ten, a file made to stall has thousands.
const SCAN_LIMIT: usize = 200;

const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// Whether the file goes from its start to an end-of-image marker, with a sane number of scans between.
///
/// What follows the end (a phone's second picture, a motion photo's film) is not looked at. Linear in the file's size.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut scans = 0;
    while let Some((marker, after)) = next_marker(rest) {
        rest = match marker {
            END_OF_IMAGE => return scans > 0,
            // TEM and RSTn stand alone.
            0x01 | 0xd0..=0xd7 => after,
            _ => {
                let Some((length, _)) = after.split_first_chunk::<2>() else { return false };
                let Some(after) = after.get(usize::from(u16::from_be_bytes(*length)).max(2)..) else { return false };
                after
            }
        };
        if marker == START_OF_SCAN {
            scans += 1;
            if scans > SCAN_LIMIT {
                return false;
            }
        }
    }
    false
}

/// The next marker and what follows it; stuffed zeroes in the data of a scan are no markers.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes;
    loop {
        let at = rest.iter().position(|byte| *byte == 0xff)?;
        // A marker may be preceded by any number of fill bytes 0xff.
        let fill = rest.iter().skip(at).take_while(|byte| **byte == 0xff).count();
        let (marker, after) = rest.get(at + fill..)?.split_first()?;
        if *marker != 0 {
            return Some((*marker, after));
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] =
        b"\xff\xd8\xff\xe1\0\x06\xff\xd9ab\xff\xda\0\x03\0\x12\xff\0\x34\xff\xd0\x56\xff\xff\xd9trailing";

    #[test]
    fn an_end_within_a_segment_or_a_scan_is_not_the_end() {
        assert!(is_whole(WHOLE));
        for cut in 0..WHOLE.len() - b"trailing".len() {
            assert!(!is_whole(&WHOLE[..cut]), "cut at {cut}");
        }
    }

    #[test]
    fn thousands_of_scans_are_refused() {
        let mut bytes = b"\xff\xd8".to_vec();
        for _ in 0..5000 {
            bytes.extend(b"\xff\xda\0\x02\x12");
        }
        bytes.extend(b"\xff\xd9");
        assert!(!is_whole(&bytes));
    }
}
