//! Media types: what a file of the output is, by its name.

/// The type of a file, as `Content-Type` wants it (RFC 9110, section 8.3).
pub fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_ending_tells_its_type() {
        assert_eq!(kind_of("health/减盐.html"), "text/html; charset=utf-8");
        assert_eq!(kind_of("assets/a.b.svg"), "image/svg+xml");
        assert_eq!(kind_of("robots.txt"), "text/plain; charset=utf-8");
        assert_eq!(kind_of("x"), "application/octet-stream");
    }
}
