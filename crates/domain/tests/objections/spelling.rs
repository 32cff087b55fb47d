//! Misspelt words are known by what is left of them.

use super::labelled::{halves, objections};
use super::{ids, trained};

/// As typed in haste, and the objection that it is about.
const MISSPELT: [(&str, &str); 14] = [
    ("way too expnsive", "price"),
    ("to expensve for them", "price"),
    ("no budegt left this year", "no-budget"),
    ("wants a discuont", "discount"),
    ("dont see the retrun on investmnt", "unclear-return"),
    ("their securty team has to chek", "security"),
    ("hapy with there curent vendr", "happy-with-vendor"),
    ("does not integrte with the erp", "missing-integration"),
    ("our lawyrs and the privcy officer must reviw it", "privacy-review"),
    ("data migraton is a nightmare", "migration"),
    ("to complcated for the team", "too-complex"),
    ("only on premisis, no clowd", "on-premises"),
    ("needs single sign on with pasword directry", "single-sign-on"),
    ("Kündigunsgfrist viel zu lang", "contract-length"),
];

#[test]
fn misspelt_objections_are_among_the_answers() {
    let recogniser = trained(&objections(), &halves().0);
    for (typed, expect) in MISSPELT {
        let found = ids(&recogniser, typed);
        assert!(found.iter().any(|id| id.as_str() == expect), "'{typed}' was taken for {found:?}");
    }
}

/// The objection shows up before the word is complete.
#[test]
fn half_a_word_says_something() {
    let recogniser = trained(&objections(), &halves().0);
    for typed in ["too expens", "too expensi", "too expensive f"] {
        assert!(ids(&recogniser, typed).iter().any(|id| id.as_str() == "price"), "{typed}");
    }
}
