//! Deterministic workspaces of Chinese stories, the same on every machine for the same shape and number.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How the stories are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Every page is its city's own.
    Own,
    /// Five in a hundred stories are the province's and appear in every city; three in ten pages are a city's own.
    Shared,
}

impl Shape {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
        }
    }
}

/// How much was generated.
pub struct Generated {
    /// Story pages in the output.
    pub pages: usize,
    /// Stories in the workspace.
    pub stories: usize,
}

/// The folders of the cities.
const CITIES: [&str; 14] = [
    "changsha",
    "zhuzhou",
    "xiangtan",
    "hengyang",
    "shaoyang",
    "yueyang",
    "changde",
    "zhangjiajie",
    "yiyang",
    "chenzhou",
    "yongzhou",
    "huaihua",
    "loudi",
    "xiangxi",
];

/// Topics and words of which the text is made.
const TOPICS: [&str; 12] = [
    "减盐",
    "减油",
    "减糖",
    "健康口腔",
    "健康体重",
    "健康骨骼",
    "控烟限酒",
    "慢病管理",
    "传染病预防",
    "爱国卫生",
    "志愿服务",
    "走访慰问",
];
const WHO: [&str; 10] = [
    "社区医生",
    "志愿者",
    "村里的老人",
    "年轻的父母",
    "计生协会员",
    "学校老师",
    "家庭医生",
    "邻居们",
    "护士",
    "营养师",
];
const WHEN: [&str; 8] = ["清晨", "周末", "晚饭以后", "入秋以后", "赶集那天", "每个月初", "放学以后", "农闲时节"];
const WHAT: [&str; 16] = [
    "量血压并记在小本上",
    "教大家看懂食品标签",
    "把盐勺发到每户人家",
    "陪老人走一段平路",
    "讲解怎样正确洗手",
    "提醒按时接种疫苗",
    "一起准备清淡的午饭",
    "帮忙预约体检",
    "讨论孩子的睡眠",
    "演示海姆立克急救法",
    "打扫院子里的积水",
    "分享戒烟的经过",
    "教孩子认识自己的身体",
    "登记需要上门的家庭",
    "练习八段锦",
    "整理家里的小药箱",
];
const HOW: [&str; 10] = [
    "说话不急不慢",
    "每一步都让人跟得上",
    "先听后讲",
    "用本地话讲明白",
    "把数字写得大大的",
    "不催促也不责备",
    "遇到疑问当场解答",
    "把要点贴在门上",
    "留下联系的办法",
    "过一周再来看看",
];
const RESULT: [&str; 8] = [
    "大家都说这样好记",
    "血压慢慢平稳了",
    "来的人一次比一次多",
    "孩子回家教会了爷爷奶奶",
    "厨房里的盐罐变小了",
    "院子比以前干净",
    "有人第一次做了体检",
    "邻里之间走动更勤了",
];

/// A small generator of numbers (Knuth's MMIX constants), so that no run differs from another.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let index = self.below(from.len());
        from.get(index).copied().unwrap_or_default()
    }
}

/// Writes a workspace whose output has about `pages` story pages.
pub fn generate(root: &Path, shape: Shape, pages: usize) -> io::Result<Generated> {
    let content = root.join("content");
    fs::create_dir_all(content.join("campaigns"))?;
    fs::write(content.join("site.yaml"), SITE)?;
    let mut campaign = String::from("name: 健康行动\nslug: jiankang\ntasks:\n  - name: 普及\n    topics:\n");
    for topic in TOPICS {
        let _ = writeln!(campaign, "      - {{name: {topic}}}");
    }
    fs::write(content.join("campaigns/jiankang.yaml"), campaign)?;
    let shared = if shape == Shape::Own { 0 } else { pages / 20 };
    let own = pages - shared * CITIES.len();
    for (number, city) in CITIES.iter().enumerate() {
        let folder = content.join(city);
        fs::create_dir_all(folder.join("stories"))?;
        let text = format!(
            "name: {city}市\ncode: \"{}\"\ncounties:\n  - {{name: 东区, slug: dong}}\n  - {{name: 西区, slug: xi}}\n",
            430_100 + number * 100
        );
        fs::write(folder.join("city.yaml"), text)?;
        let count = own / CITIES.len() + usize::from(number < own % CITIES.len());
        for story in 0..count {
            let path = folder.join(format!("stories/story-{story:05}.md"));
            fs::write(path, text_of(number * 100_000 + story, true))?;
        }
    }
    fs::create_dir_all(content.join("province/stories"))?;
    for story in 0..shared {
        let path = content.join(format!("province/stories/shared-{story:05}.md"));
        fs::write(path, text_of(9_000_000 + story, false))?;
    }
    Ok(Generated { pages: own + shared * CITIES.len(), stories: own + shared })
}

/// Changes one word of one story.
pub fn change_one(root: &Path, shape: Shape) -> io::Result<()> {
    let name = match shape {
        Shape::Own => "content/yueyang/stories/story-00007.md",
        Shape::Shared => "content/province/stories/shared-00007.md",
    };
    let path = root.join(name);
    let text = fs::read_to_string(&path)?;
    fs::write(path, format!("{text}\n后来又有了新的消息。\n"))
}

const SITE: &str =
    "name: 健康家庭\norganisation: 省计划生育协会\nbase_url: https://example.org/\nas_of: 2021-12-31\npage_size: 20\n";

/// A story of about 2.2 kB: front matter, headings, paragraphs, a list, bold words, a quotation.
fn text_of(seed: usize, with_unit: bool) -> String {
    let mut numbers = Numbers(seed as u64 ^ 0x9e37_79b9_7f4a_7c15);
    numbers.below(2);
    let (first, second) = (numbers.pick(&TOPICS), numbers.pick(&TOPICS));
    let mut text = String::with_capacity(2600);
    let (who, what) = (numbers.pick(&WHO), numbers.pick(&WHAT));
    let _ = writeln!(text, "---\ntitle: {who}{what}{}", seed % 1000);
    let _ = writeln!(text, "date: 2021-{:02}-{:02}", 5 + numbers.below(8), 1 + numbers.below(28));
    if with_unit {
        let _ = writeln!(text, "unit: {}", if numbers.below(2) == 0 { "东区" } else { "西区" });
    }
    let _ = writeln!(text, "topics: {first}、{second}\nkeywords: {what}\nmetrics:\n  参与人次: {}", numbers.below(900));
    let _ = writeln!(text, "practices: {}；{}\n---\n", numbers.pick(&WHAT), numbers.pick(&WHAT));
    for section in 0..4 {
        if section > 0 {
            let _ = writeln!(text, "## {}{}\n", numbers.pick(&WHO), numbers.pick(&WHAT));
        }
        for _ in 0..2 {
            paragraph(&mut text, &mut numbers);
        }
        if section == 1 {
            for _ in 0..3 {
                let _ = writeln!(text, "- {}，{}", numbers.pick(&WHAT), numbers.pick(&HOW));
            }
            text.push('\n');
        }
        if section == 2 {
            let _ = writeln!(text, "> {}，{}。\n", numbers.pick(&WHO), numbers.pick(&RESULT));
        }
    }
    text
}

fn paragraph(text: &mut String, numbers: &mut Numbers) {
    for sentence in 0..3 {
        let (when, who, what) = (numbers.pick(&WHEN), numbers.pick(&WHO), numbers.pick(&WHAT));
        if sentence == 1 {
            let _ = write!(text, "**{}。**", numbers.pick(&HOW));
        }
        let _ = write!(text, "{when}，{who}{what}，{}。", numbers.pick(&RESULT));
    }
    text.push_str("\n\n");
}
