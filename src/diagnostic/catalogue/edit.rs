//! What the room `edit` says: new stories and new workspaces.

messages! {
    /// The messages of the room `edit`.
    EditMessage {
        KindUnknown { kind } "kind-unknown" Failure
        zh "没有“{kind}”这种稿件", "写 health、youth、families、stories、pages 之一，或中文名：健康教育、青春健康、好家庭、先进典型、页面";
        en "there is no kind `{kind}`", "name one of health, youth, families, stories, pages";
        NewCityUnknown { city } "new-city-unknown" Failure
        zh "没有叫“{city}”的城市", "写全称、简称或 content 下的文件夹名，如 长沙 或 changsha；全省稿件写 province";
        en "there is no city named `{city}`", "write its name or its folder, such as changsha; `province` for the province";
        NewUnitUnknown { unit, city } "new-unit-unknown" Failure
        zh "{city}没有叫“{unit}”的县市区或单位", "核对名称，写全称最稳妥";
        en "{city} has no county or unit named `{unit}`", "check the name; the full name is safest";
        TitleEmpty { } "title-empty" Failure
        zh "标题是空的", "在命令后面写上标题，如 xuan new stories 长沙 健步走活动";
        en "the title is empty", "write it behind the command, such as: xuan new stories changsha 健步走活动";
        AlreadyThere { path } "already-there" Failure
        zh "{path} 已经存在，没有改动它", "换一个标题，或直接打开原来的稿件修改";
        en "{path} is already there and was left alone", "choose another title, or edit the story that is there";
        FolderNotEmpty { path } "folder-not-empty" Failure
        zh "文件夹 {path} 里已有文件，没有改动它", "换一个空文件夹，如 xuan init 我的网站";
        en "the folder {path} is not empty and was left alone", "choose an empty folder, such as: xuan init my-site";
        EditFailed { path, reason } "edit-failed" Failure
        zh "写不了 {path}：{reason}", "检查磁盘空间和文件夹权限，U 盘是否写保护";
        en "cannot write {path}: {reason}", "check the free space and the permissions of the folder";
    }
}
