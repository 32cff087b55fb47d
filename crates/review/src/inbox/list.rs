//! The reports that are known of what is looked at. They are read page by page, and each answer of the hub says all there is
//! between where it begins and where it ends; so what changed is read anew without moving anything else.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::{Handling, Status};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{InboxReportView, InboxResponse, StatusCount};

use super::query::Query;

/// Reports of a page.
const PAGE: usize = 100;

/// The most that the hub gives at once.
const MOST: usize = 500;

/// Where a report stands: the latest first, as the hub has them.
type Key = (Reverse<Instant>, ReportId);

/// The known reports of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What they are reports of.
    pub of: Query,
    /// The latest first.
    pub rows: Rc<Vec<Rc<InboxReportView>>>,
    counts: Vec<StatusCount>,
    /// From the first, each up to where the next begins. Only the last can be unread.
    pages: Vec<Page>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    after: Option<Cursor>,
    state: PageState,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cursor {
    /// As the hub wrote it.
    text: String,
    /// The report that it stands for.
    at: Key,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageState {
    Current,
    Stale,
    Unread,
}

/// A page that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Where it begins, as the hub wrote it.
    pub after: Option<String>,
    /// So many reports.
    pub limit: u16,
}

/// What an answer brought.
#[derive(Debug, Default, PartialEq)]
pub struct Took {
    /// Reports that came since the last answer and that nobody looked at.
    pub news: Vec<Rc<InboxReportView>>,
    /// Reports that are held though they no longer belong to what is looked at.
    pub gone: Vec<ReportId>,
}

fn key(view: &InboxReportView) -> Key {
    (Reverse(view.report.report.heard_at), view.report.report.id)
}

impl List {
    /// Nothing is known yet.
    pub fn new(of: Query) -> Self {
        let first = Page { after: None, state: PageState::Unread };
        Self { of, rows: Rc::default(), counts: Vec::new(), pages: vec![first] }
    }

    /// How many there are at a status, or in all, as the hub counted them last.
    pub fn count(&self, status: Option<Status>) -> u64 {
        let counts = self.counts.iter().filter(|count| status.is_none_or(|status| count.status == status));
        counts.map(|count| count.count).sum()
    }

    /// How many rows the list has, known or not.
    pub fn total(&self) -> usize {
        let counted = usize::try_from(self.count(self.of.0.status)).unwrap_or(usize::MAX);
        if self.is_whole() { self.rows.len() } else { counted.max(self.rows.len() + 1) }
    }

    /// Whether all rows are known.
    pub fn is_whole(&self) -> bool {
        self.pages.last().is_none_or(|page| page.state != PageState::Unread)
    }

    /// Where a report stands.
    pub fn place(&self, id: ReportId) -> Option<usize> {
        self.rows.iter().position(|view| view.report.report.id == id)
    }

    /// A report.
    pub fn report(&self, id: ReportId) -> Option<&Rc<InboxReportView>> {
        self.rows.iter().find(|view| view.report.report.id == id)
    }

    /// The page to be read next for these rows to be current: one of theirs, or the first, in which new ones come.
    pub fn wanted(&self, window: &Range<usize>) -> Option<Wanted> {
        let is_wanted = |n: &usize| self.pages.get(*n).is_some_and(|page| page.state != PageState::Current);
        let is_in_sight = |n: &usize| {
            let rows = self.rows_of(*n);
            *n == 0 || (rows.start <= window.end && window.start <= rows.end)
        };
        let n = (0..self.pages.len()).find(|n| is_wanted(n) && is_in_sight(n))?;
        let rows = self.rows_of(n);
        let most = match self.pages.get(n)?.state {
            PageState::Unread => window.end.saturating_sub(rows.start),
            PageState::Current | PageState::Stale => rows.len(),
        };
        let limit = u16::try_from(most.clamp(PAGE, MOST)).unwrap_or(u16::MAX);
        Some(Wanted { after: self.pages.get(n)?.after.as_ref().map(|after| after.text.clone()), limit })
    }

    /// The rows of the nth page; an unread one has all that follow.
    fn rows_of(&self, n: usize) -> Range<usize> {
        let start = |page: &Page| {
            page.after.as_ref().map_or(0, |after| self.rows.partition_point(|view| key(view) <= after.at))
        };
        let begin = self.pages.get(n).map_or(0, start);
        let end = match (self.pages.get(n), self.pages.get(n + 1)) {
            (_, Some(next)) => start(next),
            (Some(Page { state: PageState::Unread, .. }), None) => usize::MAX,
            _ => self.rows.len(),
        };
        begin..end
    }

    /// Takes in the hub's word on what follows `after`. Reports that are held stay though it does not tell of them. `None` where
    /// no page begins there any more.
    pub fn take(
        &mut self,
        after: Option<&str>,
        answer: InboxResponse,
        is_held: impl Fn(ReportId) -> bool,
    ) -> Option<Took> {
        let n = self.pages.iter().position(|page| page.after.as_ref().map(|after| after.text.as_str()) == after)?;
        let was_read = self.pages.get(n).is_some_and(|page| page.state != PageState::Unread);
        let from = self.pages.get(n).and_then(|page| page.after.as_ref()).map(|after| after.at);
        let next = answer.next.zip(answer.reports.last().map(key)).map(|(text, at)| Cursor { text, at });
        let told: Vec<Rc<InboxReportView>> = answer.reports.into_iter().map(Rc::new).collect();
        self.counts = answer.counts;
        let news = if n == 0 && was_read { self.news(&told) } else { Vec::new() };
        let gone = self.replace_rows(from, next.as_ref().map(|next| next.at), told, is_held);
        self.turn_pages(n, next);
        Some(Took { news, gone })
    }

    /// Those that stand before all that is known and that nobody looked at.
    fn news(&self, told: &[Rc<InboxReportView>]) -> Vec<Rc<InboxReportView>> {
        let first = self.rows.first().map(|view| key(view));
        let is_news = |view: &&Rc<InboxReportView>| {
            first.is_none_or(|first| key(view) < first) && view.report.handling == Handling::New
        };
        told.iter().filter(is_news).cloned().collect()
    }

    /// Puts what was told in place of all that stands between two reports, but for what is held; gives that.
    fn replace_rows(
        &mut self,
        from: Option<Key>,
        to: Option<Key>,
        told: Vec<Rc<InboxReportView>>,
        is_held: impl Fn(ReportId) -> bool,
    ) -> Vec<ReportId> {
        let ids: HashSet<ReportId> = told.iter().map(|view| view.report.report.id).collect();
        let is_told_of = |at: Key| from.is_none_or(|from| at > from) && to.is_none_or(|to| at <= to);
        let mut gone = Vec::new();
        let rows = Rc::make_mut(&mut self.rows);
        rows.retain(|view| {
            let id = view.report.report.id;
            if ids.contains(&id) {
                return false;
            }
            let is_gone = is_told_of(key(view));
            if is_gone && is_held(id) {
                gone.push(id);
            }
            !is_gone || is_held(id)
        });
        rows.extend(told);
        rows.sort_by_key(|view| key(view));
        gone
    }

    /// The nth page was read, up to where the `next` one begins. If that is a page of its own already, it follows; otherwise what
    /// lies between was not told of.
    fn turn_pages(&mut self, n: usize, next: Option<Cursor>) {
        let is_whole = self.is_whole();
        let later = self.pages.split_off(n + 1);
        if let Some(page) = self.pages.last_mut() {
            page.state = PageState::Current;
        }
        let Some(next) = next else { return };
        let at = next.at;
        let mut later: Vec<Page> =
            later.into_iter().filter(|page| page.after.as_ref().is_some_and(|after| after.at >= at)).collect();
        if later.first().and_then(|page| page.after.as_ref()).is_none_or(|after| after.at != at) {
            let knows_more = !later.is_empty() || (is_whole && self.rows.last().is_some_and(|last| key(last) > at));
            let state = if knows_more { PageState::Stale } else { PageState::Unread };
            later.insert(0, Page { after: Some(next), state });
        }
        self.pages.append(&mut later);
    }

    /// Nothing is certain any more.
    pub fn stale(&mut self) {
        (0..self.pages.len()).for_each(|n| self.stale_page(n));
    }

    /// A record is not what it was.
    pub fn stale_record(&mut self, record: &RecordKey) {
        let places: Vec<usize> = (0..self.rows.len())
            .filter(|row| self.rows.get(*row).is_some_and(|view| view.report.report.record == *record))
            .collect();
        for n in 0..self.pages.len() {
            let rows = self.rows_of(n);
            if places.iter().any(|place| rows.contains(place)) {
                self.stale_page(n);
            }
        }
    }

    fn stale_page(&mut self, n: usize) {
        if let Some(page) = self.pages.get_mut(n).filter(|page| page.state == PageState::Current) {
            page.state = PageState::Stale;
        }
    }

    /// Reports as the hub has them since it changed them.
    pub fn replace(&mut self, changed: Vec<ReportView>) {
        let mut changed: HashMap<ReportId, ReportView> =
            changed.into_iter().map(|view| (view.report.id, view)).collect();
        for view in Rc::make_mut(&mut self.rows) {
            if let Some(report) = changed.remove(&view.report.report.id) {
                *view = Rc::new(InboxReportView { report, ..(**view).clone() });
            }
        }
    }

    /// Lets rows go.
    pub fn drop_rows(&mut self, is_dropped: impl Fn(ReportId) -> bool) {
        if self.rows.iter().any(|view| is_dropped(view.report.report.id)) {
            Rc::make_mut(&mut self.rows).retain(|view| !is_dropped(view.report.report.id));
        }
    }
}

#[cfg(test)]
mod tests;
