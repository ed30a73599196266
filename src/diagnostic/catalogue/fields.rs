//! What the room `fields` says: keys and values of front matter, `site.yaml`, `city.yaml`, campaigns and consents.

messages! {
    /// The messages of the room `fields`.
    FieldMessage {
        FieldUnknown { key } "field-unknown" Error
        zh "不认识的字段“{key}”", "改成正确的字段名；不需要就删去这一行";
        en "unknown field `{key}`", "correct the name of the field, or remove the line";
        FieldElsewhere { key, kind } "field-elsewhere" Error
        zh "字段“{key}”只用于{kind}", "删去这一行，或把稿件移到对应的文件夹";
        en "the field `{key}` is only for {kind}", "remove the line, or move the story to the folder of that kind";
        FieldDuplicate { key, line } "field-duplicate" Error
        zh "字段“{key}”写了两次，第一次在第 {line} 行", "只留一处";
        en "the field `{key}` is given twice, first in line {line}", "keep only one of them";
        FieldMissing { key } "field-missing" Error
        zh "缺少必填的“{key}”", "在文件开头的 --- 之间加上一行“{key}：……”";
        en "the required field `{key}` is missing", "add a line `{key}: …` between the --- lines at the top";
        FieldType { key, expected } "field-type" Error
        zh "“{key}”应写成{expected}", "照说明改写这一项；写法见 content/README.md 或 xuan new 生成的样稿";
        en "`{key}` should be {expected}", "rewrite it so; `xuan new` makes a sample that shows how";
        DateInvalid { key, text } "date-invalid" Error
        zh "“{key}”的日期“{text}”看不懂", "写成 2021-05-29 或 2021年5月29日；核对月份和日子是否存在";
        en "the date `{text}` of `{key}` cannot be read", "write 2021-05-29 or 2021年5月29日, and check that the day exists";
        DateOrder { updated, date } "date-order" Error
        zh "更新时间 {updated} 早于发布日期 {date}", "改正其中一个日期";
        en "updated on {updated}, before the date {date}", "correct one of the two dates";
        FlagInvalid { key, text } "flag-invalid" Error
        zh "“{key}”只能写“是”或“否”，现在是“{text}”", "改成 是 或 否";
        en "`{key}` takes yes or no, not `{text}`", "write yes or no";
        NumberInvalid { key, text } "number-invalid" Error
        zh "“{key}”应是整数，现在是“{text}”", "只写数字，如 1200，不带单位和“余”“多”等字";
        en "`{key}` should be a whole number, not `{text}`", "write digits only, such as 1200, without a unit";
        UrlInvalid { key, text } "url-invalid" Error
        zh "“{key}”的网址“{text}”不完整", "从浏览器地址栏复制完整网址，以 https:// 或 http:// 开头";
        en "the address `{text}` of `{key}` is not complete", "copy the whole address from the browser, beginning with https:// or http://";
        SlugCharacter { slug, character } "slug-character" Error
        zh "网址名“{slug}”里不能有“{character}”", "只用英文字母、数字、连字符 - 和下划线 _";
        en "the slug `{slug}` must not hold `{character}`", "use only ASCII letters, digits, - and _";
        SlugReserved { slug } "slug-reserved" Error
        zh "网址名“{slug}”是系统保留的", "换一个名字，如在后面加上年份";
        en "the slug `{slug}` is reserved", "choose another, for instance with the year behind it";
        SlugTooLong { slug } "slug-too-long" Error
        zh "网址名“{slug}……”超过 200 个字符", "用 slug（网址）写一个短的名字";
        en "the slug `{slug}…` is over 200 characters", "give a shorter one with `slug`";
        SlugEmpty { name } "slug-empty" Error
        zh "文件名“{name}”里没有能做网址的字", "改文件名，或用 slug（网址）写一个英文名";
        en "nothing in the file name `{name}` can make an address", "rename the file, or give a `slug`";
        UnitUnknown { unit, city } "unit-unknown" Error
        zh "{city}没有叫“{unit}”的县市区或单位", "核对名称；不是县市区的单位先登记到 city.yaml 的 units";
        en "{city} has no county or unit named `{unit}`", "check the name; declare a unit that is no county under `units` in city.yaml";
        UnitAmbiguous { unit, first, second } "unit-ambiguous" Error
        zh "“{unit}”既可能是{first}，也可能是{second}", "写全称";
        en "`{unit}` may be {first} or {second}", "write the full name";
        UnitDefaulted { city } "unit-defaulted" Warning
        zh "没有写单位，署名为{city}", "加一行“单位：县市区名”，或把稿件放进以县市区命名的文件夹";
        en "no unit is given, so it is signed {city}", "add `unit: county`, or put the story into a folder named as the county";
        TargetKindUnknown { kind } "target-kind-unknown" Error
        zh "没有“{kind}”这种发布方式", "写 folder（文件夹或 U 盘）、s3（对象存储）、webdav 或 rsync（服务器）";
        en "there is no kind of target `{kind}`", "write folder, s3, webdav or rsync";
        TargetStyleUnknown { style } "target-style-unknown" Error
        zh "桶的位置“{style}”看不懂", "写 path（桶名在路径里）或 host（桶名在域名里）";
        en "the style `{style}` is not known", "write path (the bucket in the path) or host (in the host name)";
        TargetTaken { name } "target-taken" Error
        zh "有两个发布目标叫“{name}”", "给其中一个换个名称";
        en "two targets are named `{name}`", "give one of them another name";
        TopicUnknown { topic } "topic-unknown" Error
        zh "没有叫“{topic}”的主题", "从 content/campaigns 里的主题中选用；新主题请先登记";
        en "there is no topic named `{topic}`", "choose one of those in content/campaigns, or declare it there first";
        AudienceUnknown { audience } "audience-unknown" Error
        zh "没有叫“{audience}”的人群", "从 site.yaml 的 audiences 中选用";
        en "there is no audience named `{audience}`", "choose one of `audiences` in site.yaml";
        CampaignUnknown { campaign } "campaign-unknown" Error
        zh "没有叫“{campaign}”的活动", "写 content/campaigns 里登记的活动名称";
        en "there is no campaign named `{campaign}`", "name one that is declared in content/campaigns";
        CityUnknown { city } "city-unknown" Error
        zh "没有叫“{city}”的城市", "写全称或 content 下的文件夹名，如 长沙市 或 changsha";
        en "there is no city named `{city}`", "write its full name or its folder's name, such as 长沙市 or changsha";
        HotlineUnknown { hotline } "hotline-unknown" Error
        zh "site.yaml 里没有热线“{hotline}”", "写登记过的热线名称或号码；新热线先登记到 hotlines";
        en "site.yaml has no hotline `{hotline}`", "name one by its name or number, or declare it under `hotlines` first";
        AliasInvalid { alias } "alias-invalid" Error
        zh "旧网址“{alias}”不能用", "写站内以 .html 结尾的路径，如 health/old.html，不带域名、.. 和特殊符号";
        en "the alias `{alias}` cannot be used", "write a path in the site that ends in .html, such as health/old.html, without host or ..";
        AgeRangeInvalid { text } "age-range-invalid" Error
        zh "适用年龄“{text}”看不懂", "写成 12-15，或 小学、初中、高中、大学";
        en "the age range `{text}` cannot be read", "write 12-15, or one of 小学, 初中, 高中, 大学";
        HonourInvalid { text } "honour-invalid" Error
        zh "荣誉“{text}”看不懂", "写成“县级 2021”，或分三行写 level、year、name";
        en "the honour `{text}` cannot be read", "write `县级 2021`, or level, year and name on lines of their own";
        CoverAltMissing { } "cover-alt-missing" Error
        zh "封面缺少文字说明 alt", "在 cover 下加一行 alt，用一句话说出图上有什么";
        en "the cover has no `alt`", "add `alt` under `cover`: one sentence that says what the picture shows";
        ReprintSource { } "reprint-source" Error
        zh "转载稿没有写来源", "加一行“来源：原发布单位”";
        en "a reprint does not name its source", "add `source: the publisher`";
        ProvinceOnly { key } "province-only" Error
        zh "“{key}”只用于 province 文件夹里的稿件", "删去这一行";
        en "`{key}` is only for stories under province/", "remove the line";
        TakeawaysCount { count } "takeaways-count" Warning
        zh "要点有 {count} 条，宜写 2 至 5 条", "合并或补充要点";
        en "there are {count} takeaways; 2 to 5 read best", "join some or add some";
        MetricNear { metric, known } "metric-near" Warning
        zh "数据项“{metric}”是不是“{known}”", "用统一的名称，汇总时才能加到一起";
        en "is the metric `{metric}` meant to be `{known}`", "use the common name, so that it can be summed";
        SampleConsent { id } "sample-consent" Error
        zh "示例稿的同意书编号“{id}”应以 DEMO- 开头", "改成 DEMO- 开头的示例编号；真实稿件请去掉“示例”";
        en "the consent id `{id}` of a sample must begin with DEMO-", "use a DEMO- id, or remove `sample` from a real story";
        DemoConsent { id } "demo-consent" Error
        zh "正式稿件用了示例同意书“{id}”", "换成真实的同意书编号，或标明“示例：是”";
        en "a real story uses the sample consent `{id}`", "give the true consent id, or mark the story `sample: yes`";
        ConsentCell { column, text } "consent-cell" Error
        zh "同意书登记表“{column}”栏的“{text}”看不懂", "照表头说明填写：角色填 本人 或 监护人，日期填 2021-05-29";
        en "the cell `{text}` under `{column}` of the consents cannot be read", "role is 本人 or 监护人, dates are written 2021-05-29";
        ConsentDuplicate { id, line } "consent-duplicate" Error
        zh "同意书编号“{id}”在第 {line} 行已经用过", "一人一行，每行用不同的编号";
        en "the consent id `{id}` was used in line {line}", "give each row an id of its own";
        ConsentColumn { column } "consent-column" Error
        zh "同意书登记表缺少“{column}”栏", "在表头补上这一栏";
        en "the consents lack the column `{column}`", "add it to the header";
        NameTaken { name, line } "name-taken" Error
        zh "“{name}”在第 {line} 行已经用过", "换一个不同的名称或 slug";
        en "`{name}` was used in line {line}", "choose another name or slug";
        CityFolder { folder, slug } "city-folder" Error
        zh "文件夹 {folder} 与 city.yaml 里的 slug“{slug}”不一致", "让文件夹名和 slug 相同，或删去 slug 一行";
        en "the folder {folder} and the slug `{slug}` in city.yaml differ", "make them the same, or remove `slug`";
        SynonymGroup { } "synonym-group" Warning
        zh "这一行不是一组同义词", "写成“- [打呼噜, 打鼾]”，一组至少两个词";
        en "this is no group of synonyms", "write `- [打呼噜, 打鼾]`: at least two phrases to a group";
        SynonymTaken { phrase, line } "synonym-taken" Warning
        zh "同义词“{phrase}”在第 {line} 行已经用过", "一个词只放在一组里；意思相同就把两组并成一组";
        en "the synonym `{phrase}` was used in line {line}", "keep a phrase in one group; join the groups if they mean the same";
        SynonymLong { phrase } "synonym-long" Warning
        zh "同义词“{phrase}”太长", "只写读者会输入的词，不超过 24 个字";
        en "the synonym `{phrase}` is too long", "write what a reader would type, at most 24 characters";
    }
}
