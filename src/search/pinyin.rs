//! Pinyin: the readings of titles and names, without tones, in full and in initials.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::fold::folded;
use crate::fields::directory::Directory;

/// How many characters a full key reaches, and one of initials.
const FULL: usize = 3;
const INITIALS: usize = 4;
/// The longest key in bytes: three syllables of six letters.
const LONGEST: usize = 18;
/// How many characters of a title have keys.
const LONGEST_TITLE: usize = 60;

/// Words of health articles in which a character does not have its commonest reading (after the Contemporary Chinese Dictionary).
const WORDS: &str = "生长 sheng zhang,成长 cheng zhang,长大 zhang da,长高 zhang gao,家长 jia zhang,校长 xiao zhang,村长 cun zhang,院长 yuan zhang,\
    会长 hui zhang,组长 zu zhang,长辈 zhang bei,银行 yin hang,行业 hang ye,重复 chong fu,重新 chong xin,重阳 chong yang,重庆 chong qing,\
    睡觉 shui jiao,午觉 wu jiao,音乐 yin yue,大夫 dai fu,卒中 cu zhong,脑卒中 nao cu zhong,中风 zhong feng,中暑 zhong shu,中毒 zhong du,\
    着凉 zhao liang,着急 zhao ji,着火 zhao huo,睡着 shui zhao,便宜 pian yi,调理 tiao li,调节 tiao jie,调整 tiao zheng,调解 tiao jie,空调 kong tiao,\
    呕吐 ou tu,假期 jia qi,暑假 shu jia,寒假 han jia,放假 fang jia,产假 chan jia,例假 li jia,请假 qing jia,月假 yue jia,兴趣 xing qu,高兴 gao xing,\
    干净 gan jing,饼干 bing gan,干预 gan yu,率先 shuai xian,投降 tou xiang,差别 cha bie,出差 chu chai,首都 shou du,都市 du shi,\
    给予 ji yu,供给 gong ji,处方 chu fang,处理 chu li,相处 xiang chu,转动 zhuan dong,强迫 qiang po,勉强 mian qiang,倔强 jue jiang,\
    为了 wei le,因为 yin wei,爱好 ai hao,好奇 hao qi,会计 kuai ji,头发 tou fa,理发 li fa,脱发 tuo fa,沉没 chen mo,埋怨 man yuan,\
    角色 jue se,厦门 xia men,露馅 lou xian,薄荷 bo he,血管 xue guan,贫血 pin xue,流血 liu xue,背包 bei bao,了解 liao jie,朝阳 zhao yang,朝气 zhao qi,\
    传记 zhuan ji,似的 shi de,数数 shu shu,参差 cen ci,人参 ren shen,咽喉 yan hou,吞咽 tun yan,哽咽 geng ye,宁愿 ning yuan,种植 zhong zhi,接种 jie zhong,\
    熟睡 shu shui,模样 mu yang,那曲 na qu,石头 shi tou,担子 dan zi,分子 fen zi,身份 shen fen,过分 guo fen,成分 cheng fen,曾孙 zeng sun,曾祖 zeng zu,\
    压轧 ya zha,一担 yi dan,乐园 le yuan,快乐 kuai le,尽量 jin liang,还是 hai shi,归还 gui huan,偿还 chang huan,系鞋带 ji xie dai,联系 lian xi";

/// The readings that a place or a word has as a whole.
#[derive(Debug)]
pub(super) struct Readings {
    /// By the first character, the longest word first.
    words: BTreeMap<char, Vec<Reading>>,
}

#[derive(Debug)]
struct Reading {
    word: Vec<char>,
    syllables: Vec<String>,
}

impl Readings {
    /// The words above, and the cities and counties, whose slugs say how they are read.
    pub(super) fn of(directory: &Directory) -> Self {
        let mut words: BTreeMap<char, Vec<Reading>> = BTreeMap::new();
        let mut add = |word: Vec<char>, syllables: Vec<String>| {
            if let Some(first) = word.first() {
                words.entry(*first).or_default().push(Reading { word, syllables });
            }
        };
        for line in WORDS.split(',') {
            let mut parts = line.split_whitespace();
            let word = parts.next().unwrap_or_default().chars().collect();
            add(word, parts.map(str::to_owned).collect());
        }
        let cities = directory.cities.iter().map(|city| (&city.name, &city.slug));
        let counties =
            directory.cities.iter().flat_map(|city| &city.counties).map(|county| (&county.name, &county.slug));
        for (name, slug) in cities.chain(counties) {
            let spelled: String = slug.as_str().chars().filter(char::is_ascii_alphabetic).collect();
            let name: Vec<char> = name.chars().collect();
            if let Some(syllables) = align(&name, &spelled.to_ascii_lowercase()) {
                add(name.into_iter().take(syllables.len()).collect(), syllables);
            }
        }
        let longest_first = |reading: &Reading| std::cmp::Reverse(reading.word.len());
        for readings in words.values_mut() {
            readings.sort_by_key(longest_first);
        }
        Self { words }
    }

    /// Hands on the keys by which a title or a name is found: from each of its characters on, the syllables and the initials.
    pub(super) fn keys(&self, title: &str, mut hand_on: impl FnMut(&str)) {
        let units = self.units(title);
        let mut key = String::with_capacity(LONGEST);
        for run in units.split(|unit| unit.is_empty()) {
            for from in 0..run.len() {
                let rest = run.get(from..).unwrap_or_default();
                key.clear();
                rest.iter().take(FULL).for_each(|unit| key.push_str(unit));
                key.truncate(LONGEST);
                hand_on(&key);
                if rest.len() > 1 {
                    key.clear();
                    key.extend(rest.iter().take(INITIALS).filter_map(|unit| unit.chars().next()));
                    hand_on(&key);
                }
            }
        }
    }

    /// The syllable of each Han character and each Latin word; nothing where something else parts them. All are ASCII.
    fn units(&self, title: &str) -> Vec<Cow<'_, str>> {
        let title: Vec<char> = folded(title).chars().take(LONGEST_TITLE).collect();
        let mut units = Vec::with_capacity(title.len());
        let mut at = 0;
        while let Some(c) = title.get(at).copied() {
            let rest = title.get(at..).unwrap_or_default();
            let known =
                self.words.get(&c).and_then(|words| words.iter().find(|reading| rest.starts_with(&reading.word)));
            if let Some(reading) = known {
                units.extend(reading.syllables.iter().map(Cow::from));
                at += reading.word.len();
                continue;
            }
            if c.is_ascii_alphanumeric() {
                let word: String = rest.iter().take_while(|c| c.is_ascii_alphanumeric()).collect();
                at += word.len();
                units.push(Cow::from(word));
                continue;
            }
            units.push(c.to_pinyin().map(|reading| plain(reading.plain())).unwrap_or_default());
            at += 1;
        }
        units
    }
}

/// The syllables of the characters at the beginning of a name that together are spelled so; none where that is not so.
fn align(name: &[char], spelled: &str) -> Option<Vec<String>> {
    if spelled.is_empty() {
        return Some(Vec::new());
    }
    let (first, rest) = name.split_first()?;
    first.to_pinyin_multi().into_iter().flatten().map(|reading| plain(reading.plain())).find_map(|syllable| {
        let mut syllables = align(rest, spelled.strip_prefix(&*syllable)?)?;
        syllables.insert(0, syllable.into_owned());
        Some(syllables)
    })
}

/// A syllable as it is typed; of the few with other letters (ê, ń) those are left out.
fn plain(syllable: &'static str) -> Cow<'static, str> {
    if syllable.is_ascii() {
        return Cow::from(syllable);
    }
    syllable.chars().map(|c| if c == 'ü' { 'v' } else { c }).filter(char::is_ascii).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::directory::{City, Named};
    use crate::han::is_han;
    use crate::path::Slug;

    fn readings() -> Readings {
        let named = |name: &str, slug: &str| Named {
            id: slug.to_owned(),
            name: name.to_owned(),
            short: name.to_owned(),
            code: None,
            slug: Slug::new(slug).unwrap(),
        };
        let city = City {
            slug: Slug::new("changsha").unwrap(),
            name: "长沙市".to_owned(),
            short: "长沙".to_owned(),
            code: None,
            organisation: String::new(),
            description: String::new(),
            counties: vec![named("浏阳市", "liuyang"), named("长沙县", "changshaxian"), named("枝柳新区", "x-1")],
            contacts: Vec::new(),
            base_url: None,
            tile: None,
            declared_numbers: Vec::new(),
        };
        Readings::of(&Directory { cities: vec![city], ..Directory::default() })
    }

    fn keys(title: &str) -> Vec<String> {
        let mut keys = Vec::new();
        readings().keys(title, |key| keys.push(key.to_owned()));
        keys
    }

    #[test]
    fn a_title_is_found_from_each_character_on() {
        assert_eq!(keys("高血压"), ["gaoxueya", "gxy", "xueya", "xy", "ya"]);
        assert_eq!(keys("打HPV疫苗"), ["dahpvyi", "dhym", "hpvyimiao", "hym", "yimiao", "ym", "miao"]);
        assert_eq!(keys("女"), ["nv"]);
        assert_eq!(keys("少盐，少油")[..3], ["shaoyan", "sy", "yan"]);
        assert!(keys("，。").is_empty());
    }

    #[test]
    fn places_and_words_are_read_as_a_whole() {
        assert_eq!(keys("长沙市")[0], "changshashi");
        assert_eq!(keys("长沙县")[0], "changshaxian");
        assert_eq!(keys("浏阳")[0], "liuyang");
        assert_eq!(keys("孩子长高")[2], "zizhanggao");
        assert_eq!(keys("脑卒中")[1], "ncz");
        assert!(WORDS.split(',').all(|line| {
            let mut parts = line.split_whitespace();
            parts.next().unwrap().chars().filter(|c| is_han(*c)).count() == parts.count()
        }));
    }
}
