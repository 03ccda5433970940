//! `techfile review` on the command line.

use clap::Args as Group;

use super::exit::{CLEAN, refuse};
use super::git::Git;
use super::global::{Global, place};
use super::{date, print};
use crate::ops::{self, Ask};
use crate::source::Fatal;
use crate::store::Disk;

/// What is reviewed, by whom, why.
#[derive(Debug, Group)]
pub(super) struct Review {
    /// Records whose links, in both directions, were reviewed.
    #[arg(required_unless_present_any = ["all", "suspect"], conflicts_with = "all")]
    ids: Vec<String>,
    /// Only links of this name, as seen from the record.
    #[arg(long, value_name = "NAME")]
    link: Option<String>,
    /// Only links that lead to this record at their other end.
    #[arg(long, value_name = "ID")]
    to: Option<String>,
    /// Every link of the project.
    #[arg(long)]
    all: bool,
    /// Only links that are suspect now.
    #[arg(long)]
    suspect: bool,
    /// Why the links hold.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who reviewed them: a name or the id of a person.
    #[arg(long, value_name = "WHO")]
    by: String,
    /// When: YYYY-MM-DD; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Only say what would be recorded.
    #[arg(long)]
    dry_run: bool,
}

/// Shows what is reviewed and records it.
pub(super) fn run(global: &Global, review: &Review) -> Result<u8, Fatal> {
    let on = date::given(review.on.as_deref().unwrap_or("today"))?;
    let place = place(global)?;
    if !review.dry_run {
        print::recovered(&place.root)?;
    }
    let mut checked = match ops::check(&place, &|config| date::as_of(global.as_of.as_deref(), config, &place)) {
        Ok(checked) => checked,
        Err(stopped) => return Err(refuse(stopped)),
    };
    ops::remember(&mut checked, &Git::at(&place.root));
    let ask = Ask {
        ids: review.ids.clone(),
        link: review.link.clone(),
        to: review.to.clone(),
        suspect: review.suspect,
        reason: review.reason.trim().to_owned(),
        by: review.by.trim().to_owned(),
        on,
    };
    let planned = match ops::plan_review(&checked, &ask) {
        Ok(planned) => planned,
        Err(fatal) => {
            print::unread(&checked.findings, &checked.project.sources);
            return Err(fatal);
        }
    };
    print::reviewed(&planned)?;
    if planned.links.is_empty() {
        print::err("no link is suspect: nothing to record\n");
        return Ok(CLEAN);
    }
    if planned.early {
        let as_of = checked.project.as_of;
        print::err(&format!("note: the project is measured from {as_of}: a review of {on} counts only from its own date on\n"));
    }
    if review.dry_run {
        print::err(&print::plain(&format!("would write {}\n", planned.path)));
        return Ok(CLEAN);
    }
    let file = ops::record_review(&Disk::default(), &place, &planned)?;
    print::err(&print::plain(&format!("review: {}\n", file.display())));
    Ok(CLEAN)
}
