//! Connectors that lead only to certain parts: what is hidden with them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    PartId,
    net::{Net, Node},
    way::{Arms, Cell, Way},
};

/// The arms of connectors that lead only to these parts.
pub(super) fn leading_to(net: &Net, parts: &BTreeSet<PartId>) -> BTreeMap<Cell, Arms> {
    let mut pruner = Pruner { net, gone: BTreeMap::new(), parts };
    for (cell, node) in &net.nodes {
        if node.ends.iter().any(|(_, part)| parts.contains(part)) {
            pruner.cut(*cell, node);
        }
    }
    pruner.gone.retain(|_, arms| !arms.is_none());
    pruner.gone
}

struct Pruner<'a> {
    net: &'a Net,
    parts: &'a BTreeSet<PartId>,
    gone: BTreeMap<Cell, Arms>,
}

impl Pruner<'_> {
    /// Cuts a connector where it ends at one of the parts, back to the first
    /// junction from which it leads elsewhere.
    fn cut(&mut self, cell: Cell, node: &Node) {
        let is_gone = |way: &Way| {
            let mut there = node.ends.iter().filter(|(at, _)| *at == Some(*way)).peekable();
            there.peek().is_some() && there.all(|(_, part)| self.parts.contains(part))
        };
        let gone: Arms = Way::ALL.into_iter().filter(is_gone).collect();
        self.remove(cell, gone);
        let mut todo = vec![cell];
        while let Some(cell) = todo.pop() {
            self.wither(cell, &mut todo);
        }
    }

    fn remove(&mut self, cell: Cell, arms: Arms) {
        let gone = self.gone.entry(cell).or_default();
        *gone = gone.or(arms);
    }

    /// Removes what is left of a cell that leads nowhere else.
    fn wither(&mut self, cell: Cell, todo: &mut Vec<Cell>) {
        let Some(node) = self.net.node(cell) else { return };
        for line in lines(node) {
            let left = self.left(cell, node).and(line);
            if left.count() + u32::from(self.has_own_end(node)) > 1 {
                continue;
            }
            self.remove(cell, left);
            for (way, next) in left.ways().filter_map(|way| Some((way, node.link(way)?))) {
                self.remove(next, Arms::NONE.with(way.back()));
                todo.push(next);
            }
        }
    }

    fn left(&self, cell: Cell, node: &Node) -> Arms {
        node.arms().minus(self.gone.get(&cell).copied().unwrap_or_default())
    }

    /// Whether a connector ends here at the border of a part that stays.
    fn has_own_end(&self, node: &Node) -> bool {
        node.ends.iter().any(|(way, part)| way.is_none() && !self.parts.contains(part))
    }
}

/// The lines through a cell: two where connectors cross.
fn lines(node: &Node) -> Vec<Arms> {
    if node.is_crossing { vec![Arms::LEVEL, Arms::UPRIGHT] } else { vec![Arms::ALL] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::{Art, Diagram, Step};

    /// Art without some of its parts.
    fn without(art: &str, names: &[&str]) -> String {
        let art = Art::parse(art).0;
        let hide = names.iter().map(|name| art.part(name).unwrap()).collect();
        let step = Step { hide, ..Step::default() };
        let diagram = Diagram { title: "".into(), about: BTreeMap::new(), steps: vec![step], art };
        let lines: Vec<_> = diagram.picture(1).iter().map(ToString::to_string).collect();
        lines.join("\n").trim_end().to_owned()
    }

    const FAN: &str = "\
┌───┐     ┌───┐
│ A ├──┬─►│ B │
└───┘  │  └───┘
       │  ┌───┐
       ├─►│ C │
       │  └───┘
       └──── x";

    #[test]
    fn branches_are_cut_back_to_their_junction() {
        let art = FAN.replace("└──── x", "x");
        assert_eq!(
            without(&art, &["C"]),
            "┌───┐     ┌───┐\n│ A ├──┬─►│ B │\n└───┘  │  └───┘\n       │\n       │\n       │\n       x"
        );
        let art = FAN.replace("├─►", "└─►").replace("│  └───┘\n       └──── x", "   └───┘");
        assert_eq!(without(&art, &["C"]), "┌───┐     ┌───┐\n│ A ├────►│ B │\n└───┘     └───┘");
        assert_eq!(without(&art, &["B", "C"]), "┌───┐\n│ A │\n└───┘");
    }

    #[test]
    fn of_two_connectors_that_cross_one_stays() {
        let art = "
      ┌───┐
      │ C │
┌───┐ └─┬─┘ ┌───┐
│ A ├───┼──►│ B │
└───┘   │   └───┘
      ┌─▼─┐
      │ D │
      └───┘";
        assert_eq!(
            without(art, &["D"]),
            "\n      ┌───┐\n      │ C │\n┌───┐ └───┘ ┌───┐\n│ A ├──────►│ B │\n└───┘       └───┘"
        );
    }

    #[test]
    fn arrowheads_in_a_border_go_with_their_connector() {
        let art = "┌───┐   ┌───┐\n│ A ├───▶ B │\n└───┘   └───┘";
        assert_eq!(without(art, &["A"]), "        ┌───┐\n        │ B │\n        └───┘");
        let art = "+---+   +---+\n| A +---> B |\n+---+   +---+";
        assert_eq!(without(art, &["A"]), "        +---+\n        | B |\n        +---+");
    }
}
