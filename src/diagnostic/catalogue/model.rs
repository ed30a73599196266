//! What the room `model` and the site checks say: addresses, links between stories, pictures, consents.

messages! {
    /// The messages of the room `model`.
    ModelMessage {
        AddressTaken { address, other } "address-taken" Error
        zh "网址 {address} 已被 {other} 使用", "给其中一篇写上不同的 slug（网址）";
        en "the address {address} is taken by {other}", "give one of the two another slug";
        AliasTaken { alias, other } "alias-taken" Error
        zh "旧网址 {alias} 已被 {other} 使用", "删去这个旧网址，或给占用它的页面换一个 slug（网址）";
        en "the alias {alias} is taken by {other}", "remove the alias, or give the page that has it another slug";
        LinkDead { path } "link-dead" Error
        zh "链接“{path}”找不到对应的稿件", "核对文件名；链接写成相对路径，如 ../health/less-salt.md";
        en "the link `{path}` leads to no story", "check the file name; write a relative path such as ../health/less-salt.md";
        LinkAnchorDead { fragment, title } "link-anchor-dead" Error
        zh "《{title}》里没有标题“{fragment}”", "核对标题文字：空格写成 -，标点去掉";
        en "`{title}` has no heading `{fragment}`", "check the heading's words: spaces become -, punctuation goes";
        LinkAnchorDeadIn { fragment, title, from } "link-anchor-dead-in" Error
        zh "全省稿件 {from} 链接到标题“{fragment}”，本市改写的《{title}》里没有这个标题", "在这篇里补上这个标题，或请省里把链接改为指向全文";
        en "{from} links to the heading `{fragment}`, which the city's own `{title}` lacks", "add the heading here, or have the province link to the page as a whole";
        LinkOtherCity { path } "link-other-city" Error
        zh "链接“{path}”指向另一个城市的稿件", "各市网站互相独立；改链到本市或 province 的稿件，或用完整网址";
        en "the link `{path}` leads to another city's story", "sites are independent; link to this city's or the province's story, or use a full address";
        LinkHeld { title, reason } "link-held" Warning
        zh "链接指向暂不发布的《{title}》（{reason}），已显示为普通文字", "等它发布后链接会自动恢复；不想等就删去链接";
        en "the link leads to `{title}`, which is held ({reason}); it is shown as plain text", "it will work when that page is released, or remove the link";
        LinkAbsent { title, city } "link-absent" Warning
        zh "《{title}》不在{city}的范围内，那里的链接显示为普通文字", "放宽它的“范围”，或删去链接";
        en "`{title}` is not published in {city}; the link is shown as plain text there", "widen its `cities`, or remove the link";
        PictureMissing { path } "picture-missing" Error
        zh "找不到图片“{path}”", "把图片放进稿件所在的文件夹，文件名（含大小写）要一致";
        en "the picture `{path}` is not there", "put it into the story's folder under exactly this name, capitals included";
        ReviewOverdue { date } "review-overdue" Warning
        zh "复核期限 {date} 已过", "请专家复核内容，更新“更新时间”或“复核期限”";
        en "it was to be reviewed by {date}", "have it reviewed, then set `updated` or `review_by`";
        NoBaseUrl { } "no-base-url" Warning
        zh "没有 base_url，网站不含 canonical、订阅源和站点地图", "在 site.yaml 写 base_url，或用 --base-url 给出";
        en "there is no base_url: canonical links, feeds and sitemaps are left out", "give `base_url` in site.yaml, or --base-url";
        NoCities { } "no-cities" Error
        zh "content 里还没有城市", "建一个以城市拼音命名的文件夹，里面放 city.yaml；或用 xuan init 生成样例";
        en "content holds no city yet", "make a folder named by the city's slug with a city.yaml in it; `xuan init` shows how";
        CityNotThere { city } "city-not-there" Error
        zh "没有城市“{city}”", "写 content 下的文件夹名，如 changsha";
        en "there is no city `{city}`", "name a folder of content, such as changsha";
    }
}
