//! Fixes of anomalies, and what verifies them.

use crate::harness::Case;

#[test]
fn a_fix_that_fails_by_now_is_gone() {
    let residual = |result: &str| {
        let records = format!(
            "records:
  - {{id: ANO-1, kind: anomaly, title: Order, found_in: 0.9.0, affected_versions: 0.9.0, fixed_in: 0.9.1, verified_by: VER-1}}
  - {{id: VER-1, kind: verification, title: Review of the fix, result: {result}}}
"
        );
        let ran = Case::new().book("[release]\nversion = \"1.0.0\"").records(&records).run();
        ran.judgement().residual(ran.project().by_id("ANO-1").expect("the anomaly"))
    };
    assert!(!residual("pass"));
    assert!(residual("fail"));
}

#[test]
fn an_earlier_fix_that_nothing_verifies_is_none() {
    let residual = |rest: &str, verification: &str| {
        let records = format!(
            "records:
  - {{id: ANO-1, kind: anomaly, title: Order, found_in: 0.9.0, fixed_in: 0.9.1{rest}}}
  - {{id: TEST-1, kind: test, title: Order holds}}
  - {{id: RUN-1, kind: run, title: By hand, of: TEST-1{verification}}}
"
        );
        let ran = Case::new().book("[release]\nversion = \"1.0.0\"").records(&records).run();
        ran.judgement().residual(ran.record("ANO-1"))
    };
    let verified = ", verified_by: TEST-1";
    assert!(residual("", ""), "nothing verifies it");
    assert!(residual(verified, ", result: skipped, software_version: 1.0.0"), "the test was left out");
    assert!(!residual(verified, ", result: pass, software_version: 0.9.1"), "it was verified where it was made");
    assert!(!residual(verified, ", result: pass, software_version: 1.0.0"));
    assert!(!residual(", affected_versions: 0.9.0", ""), "only the older version is said to have it");
}

#[test]
fn a_fix_that_nothing_verifies_is_none_whatever_version_is_viewed() {
    let residual = |links: &str| {
        let records = format!(
            "records:
  - {{id: ANO-1, kind: anomaly, title: Order, found_in: 0.9.0, fixed_in: 1.0.0{links}}}
  - {{id: VER-1, kind: verification, title: Review of the fix, result: pass}}
"
        );
        let ran = Case::new().records(&records).run();
        ran.judgement().residual(ran.record("ANO-1"))
    };
    assert!(residual(""));
    assert!(!residual(", verified_by: VER-1"));
}
