//! Every address of the output leads somewhere: from the root, from a sub-directory, and in a copied folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::testbed::{HEALTH, STORY, Testbed, tree};

/// The relative addresses in a page: `href`, `src`, `srcset`.
fn addresses(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (mark, many) in [(" href=\"", false), (" src=\"", false), (" srcset=\"", true)] {
        for (at, _) in html.match_indices(mark) {
            let value = html[at + mark.len()..].split('"').next().unwrap().replace("&amp;", "&");
            if many {
                found.extend(value.split(',').map(|part| part.trim().split(' ').next().unwrap().to_owned()));
            } else {
                found.push(value);
            }
        }
    }
    found
}

fn decode(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Resolves an address from a page; none if it climbs out of the folder.
fn resolve(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Everything that leads nowhere, or out of the folder but for the way back to the doors.
pub fn broken(files: &BTreeMap<String, Vec<u8>>, is_city: bool) -> Vec<String> {
    let mut broken = Vec::new();
    for (page, bytes) in files.iter().filter(|(page, _)| page.ends_with(".html")) {
        let html = String::from_utf8(bytes.clone()).unwrap();
        for address in addresses(&html) {
            if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme)) {
                continue;
            }
            let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let target = if path.is_empty() { Some(page.clone()) } else { resolve(page, &decode(path)) };
            match target {
                None if is_city && address.ends_with("../index.html") => {}
                None => broken.push(format!("{page}: {address} leaves the folder")),
                Some(target) => match files.get(&target) {
                    None => broken.push(format!("{page}: {address} is not there")),
                    Some(bytes) if !fragment.is_empty() => {
                        let id = format!("id=\"{}\"", decode(fragment));
                        if !String::from_utf8_lossy(bytes).contains(&id) {
                            broken.push(format!("{page}: {address} names no id"));
                        }
                    }
                    Some(_) => {}
                },
            }
        }
    }
    broken
}

#[track_caller]
fn assert_whole(bed: &Testbed) {
    let all = bed.output();
    let pages = all.keys().filter(|path| path.ends_with(".html")).count();
    assert!(pages > 20, "the walk sees the output");
    assert_eq!(broken(&all, false), Vec::<String>::new());
    for city in ["changsha", "yueyang"] {
        assert_eq!(broken(&tree(&bed.path("public").join(city)), true), Vec::<String>::new(), "{city}, copied");
    }
}

#[test]
fn every_address_of_a_small_workspace_leads_somewhere() {
    let bed = Testbed::new()
        .with("content/province/health/salt.md", HEALTH)
        .with("content/province/pages/about.md", "---\ntitle: 关于\n---\n[盐](../health/salt.md#为什么)\n")
        .with("content/yueyang/health/salt.md", HEALTH.replace("少吃盐", "岳阳"))
        .with(
            "content/changsha/stories/浏阳/走/index.md",
            format!(
                "{}\n见[盐](../../../health/salt.md#为什么)。[^1]\n\n[^1]: 注。\n\n![图](图 1.svg \"说明\")\n",
                STORY.replace("unit: 浏阳\n", "")
            ),
        )
        .with(
            "content/changsha/stories/浏阳/走/图 1.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9\"/></svg>",
        );
    bed.build_well();
    assert!(bed.page("changsha/stories/zou.html").contains("../health/salt.html#"));
    assert_whole(&bed);
}

#[test]
fn a_link_leads_to_the_citys_own_version() {
    let bed = Testbed::new()
        .with("content/province/health/salt.md", HEALTH)
        .with(
            "content/province/health/oil.md",
            HEALTH.replace("少吃盐", "少吃油").replace("先量", "见[盐](salt.md)。先量"),
        )
        .with("content/yueyang/health/yan.md", HEALTH.replace("title: 少吃盐", "title: 岳阳盐\nslug: SALT"));
    bed.build_well();
    assert!(bed.page("changsha/health/oil.html").contains("href=\"salt.html\""));
    assert!(bed.page("yueyang/health/oil.html").contains("href=\"SALT.html\""));
    assert!(!bed.has("yueyang/health/salt.html") || cfg!(windows));
}

#[test]
fn every_address_of_the_repositorys_own_sites_leads_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().unwrap();
    let public = out.path().join("public");
    let run = crate::testbed::program(root, &["build", "--lang", "en", "--out"], &[]).arg(&public).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let all = tree(&public);
    assert_eq!(broken(&all, false), Vec::<String>::new());
    let cities: BTreeSet<&str> = all.keys().filter_map(|path| path.split_once('/')).map(|(city, _)| city).collect();
    let cities: Vec<&str> =
        cities.into_iter().filter(|city| !["assets", "campaigns", "search"].contains(city)).collect();
    assert_eq!(cities.len(), 14);
    for city in cities {
        assert_eq!(broken(&tree(&public.join(city)), true), Vec::<String>::new(), "{city}, copied");
    }
    for (path, bytes) in all.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        assert!(html.contains("Content-Security-Policy"), "{path} has no policy");
        assert!(!html.contains(" style=\"") && !html.contains("<script>"), "{path} has inline style or script");
    }
}
