//! Tests of how lists are cut into files.

use super::parts;

fn cut(lengths: &[usize], number: usize) -> Vec<usize> {
    let list: Vec<String> = lengths.iter().map(|length| "x".repeat(*length)).collect();
    let parts = parts(&list, number);
    assert_eq!((parts[0].start, parts.last().unwrap().end), (0, list.len()));
    assert!(parts.windows(2).all(|two| two[0].end == two[1].start));
    parts.into_iter().map(|part| part.len()).collect()
}

#[test]
fn parts_are_about_as_long_as_each_other_and_nothing_is_lost() {
    assert_eq!(cut(&[1; 9], 3), [3, 3, 3]);
    assert_eq!(cut(&[6, 1, 1, 1], 3), [1, 0, 3]);
    assert_eq!(cut(&[2, 2], 4), [1, 0, 1, 0]);
    assert_eq!(cut(&[], 2), [0, 0]);
}
