//! The keys of front matter and configuration, in English and Chinese.

use crate::fields::kind::Kind;

/// A key with its Chinese names.
#[derive(Debug)]
pub struct Key {
    /// The English name, by which the code asks for it.
    pub name: &'static str,
    /// The Chinese names, the first the usual one.
    pub chinese: &'static [&'static str],
}

impl Key {
    /// Whether this is the key that a writer wrote; English in any case, with `-` or space for `_`.
    pub fn is(&self, written: &str) -> bool {
        self.name == written
            || self.chinese.contains(&written)
            || (written.is_ascii()
                && written.len() == self.name.len()
                && written
                    .bytes()
                    .zip(self.name.bytes())
                    .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (b == b'_' && (a == b'-' || a == b' '))))
    }

    /// Every spelling of it.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.chinese.iter().copied())
    }
}

macro_rules! keys {
    ($($name:literal $($chinese:literal)*),* $(,)?) => {
        &[ $( Key { name: $name, chinese: &[$($chinese),*] } ),* ]
    };
}

/// The keys of every kind.
pub static COMMON: &[Key] = keys! {
    "title" "标题", "date" "日期" "发布时间" "发布日期", "updated" "更新时间" "更新日期", "slug" "网址",
    "summary" "摘要", "unit" "单位", "source" "来源", "source_url" "转载链接", "author" "作者", "editor" "责编" "编辑",
    "campaign" "活动", "topics" "主题", "audience" "人群", "keywords" "关键词", "cover" "封面", "people" "人物",
    "cities" "范围", "canonical_city" "主站", "aliases" "旧网址", "draft" "草稿", "expires" "下线时间" "下线日期",
    "ai_generated" "AI生成", "sample" "示例",
};
/// The keys of health articles.
pub static HEALTH: &[Key] = keys! {
    "references" "参考依据", "expert" "专家", "review_by" "复核期限", "takeaways" "要点", "when_to_seek_care" "何时就医",
};
/// The keys of youth articles.
pub static YOUTH: &[Key] = keys! {
    "age_range" "适用年龄", "helplines" "求助渠道", "references" "参考依据", "adult_note" "家长教师提示",
    "expert" "专家", "review_by" "复核期限",
};
/// The keys of exemplary families.
pub static FAMILIES: &[Key] = keys! {
    "consent" "同意书", "display_name" "家庭称呼", "pseudonym" "化名", "honour" "荣誉", "notice" "公示链接",
    "members" "家庭成员",
};
/// The keys of success stories.
pub static STORIES: &[Key] = keys! {
    "event" "活动编号", "event_date" "活动日期", "venue" "地点", "practices" "做法", "results" "成效", "metrics" "数据",
};
/// The keys of plain pages.
pub static PAGES: &[Key] = keys! { "order" "顺序" };

/// The keys of `cover`.
pub static COVER: &[Key] = keys! { "image" "图片", "alt" "说明" "文字说明" };
/// The keys of `expert`.
pub static EXPERT: &[Key] = keys! { "name" "姓名", "role" "职务" "职称", "org" "单位" };
/// The keys of a reference.
pub static REFERENCE: &[Key] = keys! { "text" "名称" "文献", "url" "链接" };
/// The keys of `honour`.
pub static HONOUR: &[Key] = keys! { "level" "级别", "year" "年份", "name" "名称" };

/// The keys of `site.yaml`.
pub static SITE: &[Key] = keys! {
    "name" "名称", "organisation" "单位" "主办单位", "base_url" "网址", "lang" "语言", "as_of" "发布日期",
    "page_size" "每页篇数", "sections" "栏目", "audiences" "人群", "hotlines" "热线", "footer" "页脚", "description" "简介",
    "publish" "发布目标",
};
/// The keys of a target of `publish`.
pub static TARGET: &[Key] = keys! {
    "name" "名称", "kind" "方式", "path" "文件夹", "endpoint" "服务地址", "bucket" "存储桶", "region" "地域", "prefix" "前缀",
    "style" "桶的位置", "url" "网址", "user" "用户", "to" "目的地", "port" "端口", "identity" "密钥文件", "options" "ssh选项",
};
/// The keys of `sections`: the kinds.
pub static SECTIONS: &[Key] = keys! {
    "health" "健康教育", "youth" "青春健康", "families" "健康幸福好家庭", "stories" "先进典型", "pages" "页面",
};
/// The keys of one section.
pub static SECTION: &[Key] = keys! {
    "name" "名称", "description" "简介", "campaign" "活动", "topics" "主题", "audience" "人群", "helplines" "求助渠道",
    "expert_required" "须经专家", "column_type" "栏目类别",
};
/// The keys of an audience, a county, a unit or a topic.
pub static NAMED: &[Key] = keys! { "id" "编号", "name" "名称", "short" "简称", "code" "代码", "slug" "网址" };
/// The keys of a hotline.
pub static HOTLINE: &[Key] = keys! {
    "name" "名称", "number" "号码", "hours" "时间", "cost" "费用", "what" "拨通后",
    "anonymous" "匿名", "silent" "不出声", "checked" "核对日期",
};
/// The keys of the footer.
pub static FOOTER: &[Key] = keys! {
    "text" "文字", "contact" "联系", "icp" "备案号", "police" "公安备案号", "site_code" "网站标识码",
};
/// The keys of `city.yaml`.
pub static CITY: &[Key] = keys! {
    "name" "名称", "short" "简称", "code" "代码", "slug" "网址名", "organisation" "单位" "主办单位", "description" "简介",
    "counties" "县市区", "units" "其他单位", "contacts" "联系方式", "base_url" "网址", "declared_numbers" "公开号码",
    "tile" "图上位置",
};
/// The keys of a contact.
pub static CONTACT: &[Key] = keys! { "name" "名称", "phone" "电话", "address" "地址", "hours" "时间" };
/// The keys of a campaign.
pub static CAMPAIGN: &[Key] = keys! {
    "id" "编号", "name" "名称", "slug" "网址", "start" "开始", "end" "结束", "summary_due" "总结截止", "description" "简介",
    "tasks" "任务",
};
/// The keys of a campaign's task.
pub static TASK: &[Key] = keys! { "id" "编号", "name" "名称", "slug" "网址", "description" "简介", "topics" "主题" };

/// The keys that a kind has beside [`COMMON`].
pub fn keys_of(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Health => HEALTH,
        Kind::Youth => YOUTH,
        Kind::Families => FAMILIES,
        Kind::Stories => STORIES,
        Kind::Pages => PAGES,
    }
}

/// The usual Chinese name of a key, or the key itself where it has none.
pub fn chinese(name: &str) -> &str {
    let tables = [
        COMMON, HEALTH, YOUTH, FAMILIES, STORIES, PAGES, COVER, EXPERT, REFERENCE, HONOUR, SITE, SECTION, NAMED,
        HOTLINE, FOOTER, TARGET, CITY, CONTACT, CAMPAIGN, TASK,
    ];
    let key = tables.into_iter().flatten().find(|key| key.name == name);
    key.and_then(|key| key.chinese.first().copied()).unwrap_or(name)
}

/// The first kind that has a key of this name for itself.
pub fn kind_that_has(written: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| keys_of(*kind).iter().any(|key| key.is(written)))
}
