//! Words of the PDF; some of them the templates of the site say, too.

// Without the typesetter nobody says them.
#![cfg_attr(not(feature = "pdf"), allow(dead_code))]

use super::*;

words! { "";
    aside_note(names: Text);
    contents;
    count_of(count: Count, of: Count);
    diagram_legend;
    made_with;
    no_findings;
    no_rows;
    page_of(x: Text, y: Text);
    rests_on;
    unknown;
    untitled;
    verdict_reason;
    waived_level(level: Label, by: Text, date: Date);
    written_in;
}
