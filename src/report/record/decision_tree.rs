//! The questionnaire of a standard as a diagram: questions at the left, one below the other, and where their answers lead.

use crate::judge::{Classified, Outcome};
use crate::report::record::class_facts::class_label;
use crate::report::record::diagram::{Arrow, Diagram, DiagramBox, LINE, lines};
use crate::report::{Context, Label, words};
use crate::schema::{LeadsTo, Questionnaire};

/// Width of a question, and how many characters fit into a line of it.
const QUESTION: (usize, usize) = (300, 32);
/// Width of the words on an answer, and how many characters fit into a line of it.
const ANSWER: (usize, usize) = (212, 27);
/// Width of a class.
const CLASS: usize = 96;
/// Space inside a box, above and below its text.
const INSIDE: usize = 12;
/// A lane at the left for an answer that leaves questions out.
const LANE: usize = 22;
/// Space around the whole.
const EDGE: usize = 4;

/// The diagram, with the path of a classification.
pub(in crate::report) fn diagram(cx: Context, questions: &Questionnaire, classified: &Classified) -> Diagram {
    let skips = |own: usize, to: usize| to > own + 1;
    let all = || questions.questions.iter().enumerate().flat_map(|(q, question)| question.answers.iter().map(move |a| (q, a)));
    let mut lanes = all().filter(|(q, a)| matches!(a.leads_to, LeadsTo::Question(to) if skips(*q, to))).count();
    let left = EDGE + lanes * LANE;
    let (middle, right) = (left + QUESTION.0, left + QUESTION.0 + ANSWER.0);
    let mut diagram = Diagram { width: right + CLASS + EDGE, ..Diagram::default() };
    let mut top = EDGE;
    // Where the box of each question lies: upper edge, height.
    let mut places: Vec<(usize, usize)> = Vec::new();
    // Arrows to questions that are not placed yet.
    let mut pending: Vec<(usize, usize, usize, bool)> = Vec::new();
    for (place, question) in questions.questions.iter().enumerate() {
        let on_path = classified.path.iter().find(|(q, _)| *q == place).map(|(_, answer)| *answer);
        let asked = on_path.is_some() || classified.outcome == Outcome::Open(place);
        let text = lines(&question.text, QUESTION.1);
        let ends: Vec<(usize, usize, Vec<String>)> = question
            .answers
            .iter()
            .enumerate()
            .filter_map(|(i, a)| if let LeadsTo::Class(rank) = a.leads_to { Some((i, rank, lines(&a.label, ANSWER.1))) } else { None })
            .collect();
        let row = |words: &Vec<String>| (words.len() * LINE + INSIDE).max(LINE + 2 * INSIDE) + INSIDE;
        let height = (text.len() * LINE + 2 * INSIDE).max(ends.iter().map(|(_, _, words)| row(words)).sum::<usize>().saturating_sub(INSIDE));
        diagram.boxes.push(DiagramBox { x: left, y: top, width: QUESTION.0, height, lines: text, end: false, taken: asked });
        let mut y = top;
        for (answer, rank, words) in ends {
            let (high, taken) = (row(&words) - INSIDE, on_path == Some(answer));
            // The words stand over the arrow, which runs along the lower edge of its row.
            let line = y + (words.len() * LINE + 6).max(high / 2);
            let at = (middle + 10, line + 1 - words.len() * LINE + LINE - 7);
            diagram.arrows.push(Arrow { points: vec![(middle, line), (right, line)], at, lines: words, taken });
            let class = DiagramBox {
                x: right,
                y: line - LINE / 2 - INSIDE / 2,
                width: CLASS,
                height: LINE + INSIDE,
                lines: vec![class_label(cx.project, rank)],
                end: true,
                taken,
            };
            diagram.boxes.push(class);
            y += high + INSIDE;
        }
        places.push((top, height));
        let below = top + height.max((y - top).saturating_sub(INSIDE));
        let mut words_below = 0;
        for (answer, to) in
            question.answers.iter().enumerate().filter_map(|(i, a)| if let LeadsTo::Question(to) = a.leads_to { Some((i, to)) } else { None })
        {
            pending.push((place, answer, to, on_path == Some(answer)));
            if !skips(place, to) {
                words_below = words_below.max(lines(&question.answers[answer].label, QUESTION.1 / 2).len());
            }
        }
        top = below + (words_below * LINE + 2 * INSIDE).max(3 * INSIDE);
        diagram.height = below + EDGE;
    }
    for (from, answer, to, taken) in pending {
        let label = &questions.questions[from].answers[answer].label;
        let (start, end) = (places[from], places[to]);
        if skips(from, to) {
            let lane = EDGE + lanes.saturating_sub(1) * LANE + LANE / 2;
            lanes = lanes.saturating_sub(1);
            let (y, target) = (start.0 + start.1 - INSIDE, end.0 + INSIDE);
            let points = vec![(left, y), (lane, y), (lane, target), (left, target)];
            diagram.arrows.push(Arrow { points, at: (left + 8, start.0 + start.1 + LINE), lines: lines(label, QUESTION.1), taken });
        } else {
            let x = left + QUESTION.0 / 2;
            let words = lines(label, QUESTION.1 / 2);
            let gap = end.0 - (start.0 + start.1);
            let at = (x + 10, start.0 + start.1 + (gap.saturating_sub(words.len() * LINE)) / 2 + LINE - 5);
            diagram.arrows.push(Arrow { points: vec![(x, start.0 + start.1), (x, end.0)], at, lines: words, taken });
        }
    }
    diagram
}

/// The path in words: each question with its answer, and where it ends. What a person hears who does not see the diagram.
pub(in crate::report) fn path(cx: Context, questions: &Questionnaire, classified: &Classified) -> Vec<Label> {
    let step = |(question, answer): &(usize, usize)| {
        let question = &questions.questions[*question];
        words::path_step(question.text.as_str(), question.answers[*answer].label.as_str())
    };
    classified.path.iter().map(step).chain(crate::report::record::class_facts::outcome(cx, classified).into_iter().take(1)).collect()
}
