//! The preview as a browser sees it, over its own socket: what it serves, what it refuses, and how it follows saves.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use xuan::diagnostic::Lang;
use xuan::model::Audience;
use xuan::pipeline::{self, Options};
use xuan::preview::{Preview, Settings};

use crate::testbed::{HEALTH, STORY, Testbed, tree};

/// Far longer than anything takes; what has not come by then never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview that runs.
struct Running {
    address: SocketAddr,
    stop: Box<dyn Fn()>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Running {
    fn of(bed: &Testbed, poll: bool) -> Self {
        let settings = Settings {
            options: Options { root: bed.root().to_path_buf(), audience: Audience::WRITER, ..Options::default() },
            port: 0,
            lan: false,
            poll,
            lang: Lang::Zh,
        };
        let preview = Preview::start(&settings, &|_| ()).unwrap();
        let (address, stop) = (preview.address(), Box::new(preview.stopper()));
        let thread = Some(std::thread::spawn(move || preview.run(&|_| ())));
        Self { address, stop, thread }
    }

    /// Sends bytes, and reads the answer to its end.
    fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        let mut part = [0; 8192];
        // The connection is closed by us: the server waits for that, or for its time-out.
        while !is_whole(&answer) {
            let read = stream.read(&mut part).unwrap();
            if read == 0 {
                break;
            }
            answer.extend_from_slice(&part[..read]);
        }
        answer
    }

    fn ask(&self, method: &str, target: &str, headers: &str) -> (u16, String, Vec<u8>) {
        let host = if headers.to_lowercase().contains("host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        let request = format!("{method} {target} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n");
        let answer = self.raw(request.as_bytes());
        let end = answer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer to {request}"));
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer[end + 4..].to_vec())
    }

    fn get(&self, target: &str) -> (u16, String) {
        let (status, _, body) = self.ask("GET", target, "");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    fn generation(&self) -> u64 {
        self.get("/__xuan/generation").1.parse().unwrap()
    }

    /// Waits until a page shows what is wanted.
    #[track_caller]
    fn until(&self, target: &str, wanted: impl Fn(u16, &str) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let (status, body) = self.get(target);
            if wanted(status, &body) {
                return;
            }
            assert!(Instant::now() < end, "{target} never came to it; {status}: {body}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        (self.stop)();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// Whether an answer has come to the length that its head tells.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= end + 4 + length)
}

fn bed() -> Testbed {
    Testbed::new()
        .with("content/province/health/salt.md", HEALTH)
        .with("content/changsha/stories/a.md", STORY)
        .with("content/changsha/stories/减盐.md", STORY.replace("---\n\n早", "draft: 是\n---\n\n早"))
}

#[test]
fn every_page_is_as_built_but_for_one_script() {
    let bed = bed();
    let out = tempfile::tempdir().unwrap();
    let options = Options {
        root: bed.root().to_path_buf(),
        out: Some(out.path().to_path_buf()),
        audience: Audience::WRITER,
        ..Options::default()
    };
    pipeline::build(&options, &|_| ()).unwrap();
    let running = Running::of(&bed, false);
    for (path, bytes) in tree(out.path()) {
        let target = format!("/{}", xuan::path::UrlPath::new(&path).address());
        let (status, head, body) = running.ask("GET", &target, "");
        assert_eq!(status, 200, "{path}");
        let script = "<script src=\"/__xuan/preview.js\"></script>";
        let expected = if path.ends_with(".html") {
            String::from_utf8(bytes).unwrap().replacen("</body>", &format!("{script}</body>"), 1).into_bytes()
        } else {
            bytes
        };
        assert!(body == expected, "{path}");
        assert!(head.contains("X-Content-Type-Options: nosniff") && head.contains("Cache-Control: no-cache"), "{head}");
        assert!(!head.to_lowercase().contains("access-control"), "{head}");
        assert!(!head.contains("octet-stream"), "{path}: {head}");
    }
}

#[test]
fn what_should_not_be_answered_is_refused() {
    let bed = bed();
    bed.write("geheim.txt", "geheim");
    let running = Running::of(&bed, false);
    let port = running.address.port();
    for host in ["evil.example", "evil.example:4000", &format!("evil.example:{port}"), ""] {
        assert_eq!(running.ask("GET", "/", &format!("Host: {host}\r\n")).0, 421, "{host}");
    }
    assert_eq!(running.ask("GET", "/", &format!("Host: {0}\r\nHost: {0}\r\n", running.address)).0, 421);
    let without = running.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(without.starts_with(b"HTTP/1.1 421 "));
    assert_eq!(running.ask("GET", "/", &format!("Host: localhost:{port}\r\n")).0, 200);
    assert_eq!(running.ask("GET", "/", "Origin: https://evil.example\r\n").0, 403);
    assert_eq!(running.ask("GET", "/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n").0, 403);
    let led = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(running.ask("GET", "/", led).0, 200);
    for target in [
        "/../geheim.txt",
        "/%2e%2e/geheim.txt",
        "/..%2fgeheim.txt",
        "/..%5cgeheim.txt",
        "/%00",
        "/a:b",
        "/.xuan/cache",
        "/%252e%252e/geheim.txt",
        "/CON",
        "/nul.html",
        "/changsha/../../geheim.txt",
        "/changsha/.xuan-manifest.json",
        "//geheim.txt",
        "/geheim.txt",
        "/content/site.yaml",
        "/__xuan/",
        "/__xuan/other",
    ] {
        let (status, body) = running.get(target);
        assert_eq!(status, 404, "{target}");
        assert!(!body.contains("geheim"), "{target}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(running.ask(method, "/", "").0, 405, "{method}");
    }
    let with_body = format!("GET / HTTP/1.1\r\nHost: {}\r\nContent-Length: 5\r\n\r\nhello", running.address);
    assert!(running.raw(with_body.as_bytes()).starts_with(b"HTTP/1.1 413 "));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_not_followed() {
    let bed = bed();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("a.md"), STORY.replace("健步走", "外面的稿子")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("a.md"), bed.path("content/changsha/stories/out.md")).unwrap();
    std::os::unix::fs::symlink(outside.path(), bed.path("content/changsha/stories/folder")).unwrap();
    let running = Running::of(&bed, false);
    for target in ["/changsha/stories/out.html", "/changsha/stories/folder/a.html", "/changsha/stories/a-2.html"] {
        assert_eq!(running.get(target).0, 404, "{target}");
    }
    assert!(!running.get("/changsha/stories/").1.contains("外面的稿子"));
}

#[test]
fn heads_ranges_and_what_the_browser_has() {
    let bed = bed();
    let running = Running::of(&bed, false);
    let (status, head, body) = running.ask("GET", "/changsha/stories/a.html", "");
    let line = |head: &str, name: &str| {
        head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name}{head}")).to_owned()
    };
    assert_eq!((status, line(&head, "Content-Type: ").as_str()), (200, "text/html; charset=utf-8"));
    let answer = running.raw(
        format!("HEAD /changsha/stories/a.html HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", running.address)
            .as_bytes(),
    );
    let of_head = String::from_utf8(answer).unwrap();
    assert_eq!(line(&of_head, "Content-Length: "), body.len().to_string());
    assert!(of_head.ends_with("\r\n\r\n"), "no body");
    let tag = line(&head, "ETag: ");
    let again = running.raw(
        format!(
            "GET /changsha/stories/a.html HTTP/1.1\r\nHost: {}\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n",
            running.address
        )
        .as_bytes(),
    );
    assert!(again.starts_with(b"HTTP/1.1 304 "));
    let (status, head, part) = running.ask("GET", "/changsha/stories/a.html", "Range: bytes=5-14\r\n");
    assert_eq!((status, part.as_slice()), (206, &body[5..15]));
    assert_eq!(line(&head, "Content-Range: "), format!("bytes 5-14/{}", body.len()));
    assert_eq!(running.ask("GET", "/changsha/stories/a.html", "Range: bytes=9999999-\r\n").0, 416);
    let (status, head, _) = running.ask("GET", "/changsha", "");
    assert_eq!((status, line(&head, "Location: ").as_str()), (303, "/changsha/"));
    assert_eq!(running.get("/changsha/stories/jian-yan.html").0, 200);
    assert_eq!(running.get("/changsha/stories/gone.html").0, 404);
}

#[test]
fn the_state_says_what_a_page_lacks_and_where_it_is_in_other_cities() {
    let bed = bed();
    let running = Running::of(&bed, false);
    let state = |page: &str| -> serde_json::Value {
        serde_json::from_str(&running.get(&format!("/__xuan/state?page={page}")).1).unwrap()
    };
    let draft = state("/changsha/stories/jian-yan.html");
    assert_eq!(draft["page"]["waits"], serde_json::json!(["草稿"]));
    assert_eq!((draft["page"]["whose"].as_str(), draft["page"]["city"].as_str()), (Some("city"), Some("长沙市")));
    let shared = state("%2Fyueyang%2Fhealth%2Fsalt.html");
    assert_eq!(shared["page"]["whose"], "province");
    let cities = shared["page"]["cities"].as_array().unwrap();
    let url = |at: usize| cities[at]["url"].as_str().unwrap();
    assert_eq!((url(0), url(1)), ("/changsha/health/salt.html", "/yueyang/health/salt.html"));
    assert_eq!((cities[0]["here"].as_bool(), cities[1]["here"].as_bool()), (Some(false), Some(true)));
    let gone = state("/changsha/stories/gone.html");
    assert_eq!(gone["page"]["found"], false);
    for odd in ["", "%ff", "/../", "changsha", "%2F..%2F", "/changsha/"] {
        assert!(state(odd)["generation"].is_u64(), "{odd}");
    }
    // A new slug: the page has moved.
    bed.write("content/changsha/stories/a.md", STORY.replace("---\n\n早", "slug: walk\n---\n\n早"));
    running.until("/changsha/stories/walk.html", |status, _| status == 200);
    assert_eq!(state("/changsha/stories/a.html")["page"]["moved"], "/changsha/stories/walk.html");
    bed.write("content/changsha/stories/a.md", STORY.replace("date", "dtae"));
    running.until("/__xuan/state?page=/changsha/stories/walk.html", |_, body| body.contains("\"fresh\":true"));
    let broken = state("/changsha/stories/walk.html");
    let errors = broken["errors"].as_array().unwrap();
    let error = errors.iter().find(|error| error["suggestion"].is_string()).unwrap();
    assert_eq!((error["here"].as_bool(), error["line"].as_u64()), (Some(true), Some(3)));
    assert_eq!(
        (error["suggestion"].as_str(), error["excerpt"]["line"].as_str()),
        (Some("date"), Some("dtae: 2021-05-29"))
    );
}

/// The ways in which programs save: each leaves the text in the file.
fn save(path: &std::path::Path, text: &str, way: usize) {
    let beside = |name: &str| path.with_file_name(name);
    match way {
        0 => fs::write(path, text).unwrap(),
        1 => {
            // vim: a probe, the old file aside, a new one in its place, the old one gone.
            fs::write(beside("4913"), "").unwrap();
            fs::remove_file(beside("4913")).unwrap();
            let aside = beside("a.md~");
            fs::rename(path, &aside).unwrap();
            fs::write(path, text).unwrap();
            fs::remove_file(aside).unwrap();
        }
        2 => {
            // WPS: a lock beside it, a temporary file renamed over it.
            fs::write(beside("~$a.md"), "lock").unwrap();
            fs::write(beside("a.tmp"), text).unwrap();
            fs::rename(beside("a.tmp"), path).unwrap();
            fs::remove_file(beside("~$a.md")).unwrap();
        }
        3 => {
            // Cut, then written in two steps.
            let mut file = fs::File::create(path).unwrap();
            std::thread::sleep(Duration::from_millis(60));
            let half = text.floor_char_boundary(text.len() / 2);
            file.write_all(&text.as_bytes()[..half]).unwrap();
            file.flush().unwrap();
            std::thread::sleep(Duration::from_millis(60));
            file.write_all(&text.as_bytes()[half..]).unwrap();
        }
        _ => {
            fs::remove_file(path).unwrap();
            std::thread::sleep(Duration::from_millis(40));
            fs::write(path, text).unwrap();
        }
    }
}

#[test]
fn every_way_of_saving_is_followed() {
    let bed = bed();
    let running = Running::of(&bed, false);
    let path = bed.path("content/changsha/stories/a.md");
    for round in 0..10 {
        let words = format!("第{round}回改的话");
        save(&path, &STORY.replace("早上七点", &words), round % 5);
        running.until("/changsha/stories/a.html", |status, body| status == 200 && body.contains(&words));
        running.until("/__xuan/state?page=/changsha/stories/a.html", |_, body| body.contains("\"errors\":[]"));
    }
    assert!(running.get("/changsha/stories/a.html").1.contains("第9回改的话"));
}

#[test]
fn folders_that_come_and_go_are_followed() {
    let bed = bed();
    let running = Running::of(&bed, false);
    let aside = tempfile::tempdir_in(bed.root()).unwrap();
    let moved = aside.path().join("浏阳");
    for number in 0..20 {
        let folder = moved.join(format!("n{number}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.md"), STORY.replace("健步走", &format!("活动{number}"))).unwrap();
    }
    fs::rename(&moved, bed.path("content/changsha/stories/浏阳")).unwrap();
    running.until("/changsha/stories/n19.html", |status, _| status == 200);
    assert!((0..20).all(|number| running.get(&format!("/changsha/stories/n{number}.html")).0 == 200));
    // Files in folders made a moment ago.
    for number in 20..60 {
        bed.write(&format!("content/changsha/stories/浏阳/n{number}/index.md"), STORY);
    }
    for number in 20..60 {
        running.until(&format!("/changsha/stories/n{number}.html"), |status, _| status == 200);
    }
    fs::rename(bed.path("content/changsha/stories/浏阳"), aside.path().join("fort")).unwrap();
    running.until("/changsha/stories/n19.html", |status, _| status == 404);
    running.until("/changsha/stories/n59.html", |status, _| status == 404);
    // The whole content, as a checkout of another branch does it.
    fs::rename(bed.path("content"), aside.path().join("content")).unwrap();
    running.until("/__xuan/state?page=/", |_, body| body.contains("site-missing"));
    assert_eq!(running.get("/changsha/stories/a.html").0, 200, "the last good site stays");
    fs::rename(aside.path().join("content"), bed.path("content")).unwrap();
    running.until("/__xuan/state?page=/", |_, body| body.contains("\"errors\":[]"));
    bed.write("content/changsha/stories/a.md", STORY.replace("早上七点", "回来以后"));
    running.until("/changsha/stories/a.html", |_, body| body.contains("回来以后"));
}

#[test]
fn a_checkout_of_many_files_ends_in_its_final_state() {
    let bed = bed();
    for number in 0..500 {
        bed.write(&format!("content/yueyang/stories/s{number}.md"), STORY.replace("浏阳", "汨罗"));
    }
    let running = Running::of(&bed, false);
    for number in 0..500 {
        let path = format!("content/yueyang/stories/s{number}.md");
        if number % 5 == 0 {
            bed.remove(&path);
        } else {
            bed.write(&path, STORY.replace("浏阳", "汨罗").replace("早上七点", "另一个分支"));
        }
    }
    running.until("/yueyang/stories/s499.html", |_, body| body.contains("另一个分支"));
    for number in 0..500 {
        let target = format!("/yueyang/stories/s{number}.html");
        running
            .until(&target, |status, body| if number % 5 == 0 { status == 404 } else { body.contains("另一个分支") });
    }
}

#[test]
fn configuration_templates_and_styles_take_effect() {
    let bed = bed();
    let running = Running::of(&bed, false);
    bed.write("themes/default/templates/search.html", "<title>自己的搜索页</title><body></body>");
    running.until("/changsha/search.html", |_, body| body.contains("自己的搜索页"));
    bed.write("themes/default/static/site.css", "p { color: teal }\n");
    running.until("/changsha/", |_, body| {
        let style = body.split("assets/site-").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        running.get(&format!("/changsha/assets/site-{style}")).1.contains("teal")
    });
    let site = fs::read_to_string(bed.path("content/site.yaml")).unwrap();
    bed.write("content/site.yaml", site.replace("健康家庭", "健康之家"));
    running.until("/changsha/", |_, body| body.contains("健康之家"));
    bed.write("content/synonyms.yaml", "- [健步走, 走路]\n");
    let before = running.generation();
    running.until("/__xuan/generation", |_, body| body.parse::<u64>().unwrap() >= before);
    running.until("/changsha/search/boot.js", |_, body| !body.contains("\"words\":\"\""));
}

#[test]
fn polling_follows_saves_as_well() {
    let bed = bed();
    let running = Running::of(&bed, true);
    bed.write("content/changsha/stories/a.md", STORY.replace("早上七点", "定时看到的"));
    running.until("/changsha/stories/a.html", |_, body| body.contains("定时看到的"));
    bed.write("content/changsha/stories/neu.md", STORY);
    running.until("/changsha/stories/neu.html", |status, _| status == 200);
}

#[test]
fn connections_that_say_nothing_keep_nobody_waiting() {
    let bed = bed();
    let running = Running::of(&bed, false);
    let address = running.address;
    let mut idle = Vec::new();
    let browsers: Vec<_> = (0..50)
        .map(|browser| {
            for number in 0..2 {
                let mut stream = TcpStream::connect(address).unwrap();
                if number == 0 && browser % 3 == 0 {
                    stream.write_all(b"GET /chang").unwrap();
                }
                idle.push(stream);
            }
            std::thread::spawn(move || {
                let mut stream = TcpStream::connect(address).unwrap();
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                let request = format!("GET /changsha/ HTTP/1.1\r\nHost: {address}\r\n\r\n");
                stream.write_all(request.as_bytes()).unwrap();
                let mut start = [0; 15];
                stream.read_exact(&mut start).unwrap();
                assert_eq!(&start, b"HTTP/1.1 200 OK");
            })
        })
        .collect();
    for browser in browsers {
        browser.join().unwrap();
    }
}
