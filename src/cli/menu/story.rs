//! 写稿: a new story, from five answers.

use std::path::Path;

use super::prompt::{Answer, Leave};
use super::typed::Choice;
use super::{Entry, Menu};
use crate::cli::new;
use crate::diagnostic::Lang;
use crate::edit::NewStory;
use crate::fields::directory::{City, Directory};
use crate::fields::matter::Kind;
use crate::{fields, load};

/// What the province is called where a city could be.
const PROVINCE: &str = "province";

impl Menu<'_> {
    /// Asks for city, kind, title and county, makes the story, opens its folder, and offers the preview.
    pub(super) fn write(&mut self) -> Answer<Entry> {
        let directory = match load::workspace(&self.common.root) {
            Ok(workspace) => fields::config::read(&workspace).0,
            Err(failure) => {
                self.tell(&failure);
                return Err(Leave::Back);
            }
        };
        let city = self.city(&directory)?;
        let kind = self.kind(&directory)?;
        let mut title = self.title()?;
        let county = match city {
            Some(city) if matches!(kind, Kind::Families | Kind::Stories) => self.county(city)?,
            _ => None,
        };
        let slug = city.map_or(PROVINCE, |city| city.slug.as_str());
        let path = loop {
            let asked = NewStory {
                kind: kind.folder().to_owned(),
                city: slug.to_owned(),
                title: title.clone(),
                unit: county.clone(),
            };
            match new::create(&self.common.root, &asked) {
                Ok(path) => break path,
                Err(failure) => self.tell(&failure),
            }
            title = self.title()?;
        };
        self.show(&path);
        let preview = ["现在预览吗", "Preview it now"];
        if self.prompt.yes(preview)? { self.preview(city.map(|city| city.slug.as_str())) } else { Ok(Entry::Write) }
    }

    fn title(&mut self) -> Answer<String> {
        self.prompt.ask(["标题", "Title"], None)
    }

    /// One of the cities; none for the province.
    fn city<'d>(&mut self, directory: &'d Directory) -> Answer<Option<&'d City>> {
        let name = |city: &City| if self.prompt.lang() == Lang::Zh { city.name.clone() } else { city.slug.to_string() };
        let mut choices: Vec<Choice> = directory
            .cities
            .iter()
            .map(|city| Choice::new(&name(city), &[&city.name, &city.short, city.slug.as_str()]))
            .collect();
        choices.push(Choice::new(self.word(["全省共用", "The whole province"]), &[PROVINCE, "全省", "省"]));
        let last = self.last.city.as_deref();
        let default = directory.cities.iter().position(|city| Some(city.slug.as_str()) == last);
        let default = default.or_else(|| (last == Some(PROVINCE)).then_some(directory.cities.len()));
        let number = self.choose(["哪个城市的稿件", "Which city"], &choices, Some(default.unwrap_or(0)))?;
        let city = directory.cities.get(number);
        self.last.city = Some(city.map_or(PROVINCE, |city| city.slug.as_str()).to_owned());
        self.last.keep(&self.common.root);
        Ok(city)
    }

    fn kind(&mut self, directory: &Directory) -> Answer<Kind> {
        let choice = |kind: &Kind| {
            let section = directory.section(*kind).map_or("", |section| section.name.as_str());
            let chinese = if section.is_empty() { kind.chinese() } else { section };
            let label = if self.prompt.lang() == Lang::Zh { chinese } else { kind.folder() };
            Choice::new(label, &[chinese, kind.chinese(), kind.folder()])
        };
        let choices: Vec<Choice> = Kind::ALL.iter().map(choice).collect();
        let last = self.last.kind.as_deref().and_then(Kind::of_folder).unwrap_or(Kind::Stories);
        let default = Kind::ALL.iter().position(|kind| *kind == last);
        let number = self.choose(["哪一类", "Which kind"], &choices, default)?;
        let kind = Kind::ALL.get(number).copied().unwrap_or(last);
        self.last.kind = Some(kind.folder().to_owned());
        self.last.keep(&self.common.root);
        Ok(kind)
    }

    /// The full name of a county; none where the city signs.
    fn county(&mut self, city: &City) -> Answer<Option<String>> {
        if city.counties.is_empty() {
            return Ok(None);
        }
        let chinese = self.prompt.lang() == Lang::Zh;
        let mut choices: Vec<Choice> = city
            .counties
            .iter()
            .map(|county| {
                let label = if chinese { county.name.as_str() } else { county.slug.as_str() };
                Choice::new(label, &[&county.name, &county.short, county.slug.as_str()])
            })
            .collect();
        choices.push(Choice::new(self.word(["市本级", "The city itself"]), &["市", "city"]));
        let last = self.last.county.as_deref();
        let default = city.counties.iter().position(|county| Some(county.slug.as_str()) == last);
        let default = default.or_else(|| (last == Some("")).then_some(city.counties.len()));
        let number = self.choose(["哪个县市区", "Which county"], &choices, default)?;
        let county = city.counties.get(number);
        self.last.county = Some(county.map(|county| county.slug.to_string()).unwrap_or_default());
        self.last.keep(&self.common.root);
        Ok(county.map(|county| county.name.clone()))
    }

    /// A question below the menu's own, where 0 leads back to it.
    pub(super) fn choose(&mut self, question: [&str; 2], choices: &[Choice], default: Option<usize>) -> Answer<usize> {
        let zero = self.word(["返回", "Back"]);
        self.prompt.choose(question, choices, default, zero)
    }

    /// Says where the new story is, and opens its folder.
    fn show(&mut self, path: &Path) {
        let folder = path.parent().unwrap_or(path);
        let shown = path.display();
        self.prompt.say(&format!("建好了：{shown}\n"), &format!("Made {shown}\n"));
        if self.actions.open(folder) {
            self.prompt.say("已打开它的文件夹。", "Its folder is open. ");
        } else {
            self.prompt.say(
                "没能自动打开文件夹，请自己打开它。",
                "The folder could not be opened from here; please open it yourself. ",
            );
        }
        self.prompt.say(
            "用记事本打开 index.md 写正文，照片放进同一个文件夹，写完保存。\n写好、审好以后，删去“草稿: 是”一行，才会发布。\n",
            "Write below the head of index.md in any editor, put photos into the same folder, and save.\n\
             When it is done and reviewed, delete the line `草稿: 是` (draft), or it will not go out.\n",
        );
    }
}
