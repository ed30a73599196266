//! What the address of a link or a picture leads to, and how it is written into HTML.

use std::fmt::Write as _;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A file of the workspace; path and fragment percent-decoded, the query dropped.
    Local {
        /// The path as written, `\` turned to `/`.
        path: String,
        /// What follows `#`.
        fragment: Option<String>,
    },
    /// A place in the same text, percent-decoded; empty is its top.
    Fragment(String),
    /// A page of another host: a whole `http:` or `https:` address.
    Web(String),
    /// A mail address or telephone number with its scheme.
    Contact(String),
    /// A file on the writer's own computer.
    Disk,
    /// Any other scheme, lower-case.
    Scheme(String),
    /// Nothing.
    Missing,
}

/// Reads an address whose entities and escapes are already resolved.
///
/// Browsers ignore some control characters within an address; so the scheme is looked for without them.
pub(super) fn read(address: &str) -> Address {
    let address = address.trim_matches(|c: char| c.is_whitespace() || is_ignored(c));
    let bare: String = address.chars().filter(|c| !is_ignored(*c)).collect();
    if bare.is_empty() {
        return Address::Missing;
    }
    if let Some((scheme, rest)) = scheme(&bare) {
        return match scheme.as_str() {
            "http" | "https" => Address::Web(format!("{scheme}:{rest}")),
            "mailto" | "tel" => Address::Contact(format!("{scheme}:{rest}")),
            // A drive's letter, as Windows writes it.
            "file" => Address::Disk,
            drive if drive.len() == 1 => Address::Disk,
            _ => Address::Scheme(scheme),
        };
    }
    if bare.starts_with("\\\\") {
        return Address::Disk;
    }
    if bare.starts_with("//") {
        return Address::Web(format!("https:{bare}"));
    }
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(percent_decode(fragment))),
        None => (address, None),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    match (path.is_empty(), fragment) {
        (true, Some(fragment)) => Address::Fragment(fragment),
        (true, None) => Address::Missing,
        (false, fragment) => Address::Local { path: percent_decode(&path.replace('\\', "/")), fragment },
    }
}

/// Characters that browsers drop from an address or that cannot be seen in it.
fn is_ignored(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The scheme, lower-case, and what follows its colon; a full-width colon of an input method counts before `//`.
fn scheme(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = match address.split_once(':') {
        Some(split) => split,
        None => address.split_once('：').filter(|(_, rest)| rest.starts_with("//"))?,
    };
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace()).collect();
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    well_formed.then(|| (scheme.to_ascii_lowercase(), rest))
}

/// Resolves `%E5%87%8F`; a text that does not come out as UTF-8 stays as it is.
fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        if let (b'%', [high, low, after @ ..]) = (byte, tail)
            && let (Some(high), Some(low)) = (char::from(*high).to_digit(16), char::from(*low).to_digit(16))
            && let Ok(value) = u8::try_from(high * 16 + low)
        {
            decoded.push(value);
            rest = after;
        } else {
            decoded.push(*byte);
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Writes an address into a quoted attribute: what an address may not hold is percent-encoded.
pub(super) fn write_href(address: &str, html: &mut String) {
    for byte in address.bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'\'' => html.push_str("&#39;"),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=0x20 | 0x7f.. => {
                let _ = write!(html, "%{byte:02X}");
            }
            _ => html.push(char::from(byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(path: &str, fragment: Option<&str>) -> Address {
        Address::Local { path: path.to_owned(), fragment: fragment.map(str::to_owned) }
    }

    #[test]
    fn relative_addresses_are_decoded_and_split() {
        assert_eq!(read("../health/a.md?x=1#%E5%87%8F"), local("../health/a.md", Some("减")));
        assert_eq!(read("%E5%87%8F.md"), local("减.md", None));
        assert_eq!(read(r"..\health\a.md"), local("../health/a.md", None));
        assert_eq!(read("a%ff.md"), local("a%ff.md", None));
        assert_eq!(read("a%.md"), local("a%.md", None));
        assert_eq!(read("#减盐"), Address::Fragment("减盐".to_owned()));
        assert_eq!(read(""), Address::Missing);
        assert_eq!(read("图:说明.md"), local("图:说明.md", None));
    }

    #[test]
    fn web_and_contact_addresses_pass() {
        assert_eq!(read("HTTPS://a.cn/x"), Address::Web("https://a.cn/x".to_owned()));
        assert_eq!(read("//a.cn/x"), Address::Web("https://a.cn/x".to_owned()));
        assert_eq!(read("https：//a.cn"), Address::Web("https://a.cn".to_owned()));
        assert_eq!(read("tel:12320"), Address::Contact("tel:12320".to_owned()));
    }

    #[test]
    fn a_scheme_is_found_behind_control_characters_and_spaces() {
        for address in [
            "javascript:x",
            " JaVaScRiPt:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "java script:x",
            "\u{200b}javascript:x",
            "javascript\u{ad}:x",
        ] {
            assert_eq!(read(address), Address::Scheme("javascript".to_owned()), "{address:?}");
        }
        assert_eq!(read("data:text/html,x"), Address::Scheme("data".to_owned()));
    }

    #[test]
    fn files_of_the_writer_s_computer_are_known() {
        for address in [r"C:\稿件\a.md", "file:///C:/a.md", r"\\server\a.md", "d:/a.md"] {
            assert_eq!(read(address), Address::Disk, "{address}");
        }
    }

    #[test]
    fn an_href_holds_no_quote_and_no_tag() {
        let mut html = String::new();
        write_href("https://a.cn/\"<'>&减", &mut html);
        assert_eq!(html, "https://a.cn/%22%3C&#39;%3E&amp;%E5%87%8F");
    }
}
