//! Properties of maps of invented points.

use super::labels::LabelBox;
use super::*;

const SHAPE: FrameShape = FrameShape { width: 1200.0, least_ratio: 0.5, greatest_ratio: 0.72, least_degrees: 10.0 };

fn point(latitude: f64, longitude: f64) -> GeoPoint {
    GeoPoint { latitude, longitude }
}

fn frame(points: &[GeoPoint]) -> Frame {
    Frame::around(points, SHAPE).expect("there are points")
}

/// The seed of all invented points, which messages name.
const SEED: u64 = 25;

fn random() -> fastrand::Rng {
    fastrand::Rng::with_seed(SEED)
}

/// Up to 40 points: around a few centres, or anywhere.
fn points(random: &mut fastrand::Rng) -> Vec<GeoPoint> {
    let spread = [0.0, 0.5, 5.0, 30.0, 400.0][random.usize(..5)];
    let centres: Vec<GeoPoint> =
        (0..random.usize(1..4)).map(|_| point(random.f64() * 180.0 - 90.0, random.f64() * 360.0 - 180.0)).collect();
    let near = |random: &mut fastrand::Rng| {
        let centre = centres[random.usize(..centres.len())];
        let latitude = centre.latitude + (random.f64() - 0.5) * spread;
        let longitude = centre.longitude + (random.f64() - 0.5) * spread;
        point(latitude.clamp(-90.0, 90.0), (longitude + 540.0).rem_euclid(360.0) - 180.0)
    };
    (0..random.usize(1..40)).map(|_| near(random)).collect()
}

/// The points of all subpaths. Panics if the data has another form than `MX YlDX DY…` with an optional `z`.
fn subpaths(data: &str) -> Vec<Vec<[i32; 2]>> {
    let subpath = |text: &str| {
        let (start, steps) = text.trim_end_matches('z').split_once('l').expect("a line follows");
        let numbers = |text: &str| {
            let spaced = text.replace('-', " -");
            let numbers = spaced.split_whitespace().map(|number| number.parse().expect("whole numbers"));
            numbers.collect::<Vec<i32>>()
        };
        let (start, steps) = (numbers(start), numbers(steps));
        assert!(start.len() == 2 && !steps.is_empty() && steps.len() % 2 == 0, "{text}");
        let mut line = vec![[start[0], start[1]]];
        for step in steps.chunks(2) {
            let [x, y] = line[line.len() - 1];
            line.push([x + step[0], y + step[1]]);
        }
        line
    };
    assert!(data.is_empty() || data.starts_with('M'));
    data.split('M').filter(|text| !text.is_empty()).map(subpath).collect()
}

#[test]
fn every_point_is_in_exactly_one_group_and_in_the_frame_of_that_group() {
    let mut random = random();
    for _ in 0..300 {
        let points = points(&mut random);
        let groups = clusters(&points);
        assert!((1..=4).contains(&groups.len()), "seed {SEED}: {points:?}");
        let mut all = groups.concat();
        all.sort_unstable();
        assert!(all.iter().copied().eq(0..points.len()), "seed {SEED}: {groups:?}");
        for group in groups {
            let members: Vec<GeoPoint> = group.iter().map(|at| points[*at]).collect();
            let frame = frame(&members);
            assert!(members.iter().all(|member| frame.contains(*member)), "seed {SEED}: {frame:?} {members:?}");
            assert!(
                frame.height.is_finite() && frame.height > 0.0 && frame.height <= 0.721 * frame.width,
                "seed {SEED}: {frame:?}"
            );
        }
    }
}

#[test]
fn path_data_is_well_formed_and_stays_in_its_frame() {
    let (mut random, atlas) = (random(), Atlas::default());
    for _ in 0..60 {
        let frame = frame(&points(&mut random));
        let drawing = draw(atlas.outlines(&frame), &frame, BorderPolicy::Drawn, &[]);
        for [x, y] in subpaths(&drawing.land).concat().into_iter().chain(subpaths(&drawing.borders).concat()) {
            let (x, y) = (f64::from(x), f64::from(y));
            let is_near = (-5.0..=frame.width + 5.0).contains(&x) && (-5.0..=frame.height + 5.0).contains(&y);
            assert!(is_near, "seed {SEED}: {x} {y} {frame:?}");
        }
    }
}

/// Whether an even-odd fill of rings covers a point.
fn covers(rings: &[Vec<[i32; 2]>], x: f64, y: f64) -> bool {
    let crosses = |a: &[i32; 2], b: &[i32; 2]| {
        let ([ax, ay], [bx, by]) = (a.map(f64::from), b.map(f64::from));
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    let count =
        |ring: &Vec<[i32; 2]>| ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| crosses(a, b)).count();
    rings.iter().map(count).sum::<usize>() % 2 == 1
}

/// What is left out beyond the edges changes nothing inside. Points near a coast may fall on its other side, because the
/// line is simplified.
#[test]
fn land_is_drawn_where_it_is() {
    let (mut random, atlas) = (random(), Atlas::default());
    let (mut all, mut wrong) = (0, Vec::new());
    for _ in 0..40 {
        let frame = frame(&points(&mut random));
        let outlines = atlas.outlines(&frame);
        let rings = subpaths(&draw(outlines, &frame, BorderPolicy::CoastOnly, &[]).land);
        for _ in 0..30 {
            let at = point(random.f64() * 170.0 - 85.0, random.f64() * 360.0 - 180.0);
            if frame.contains(at) {
                let (x, y) = frame.position(at);
                all += 1;
                wrong.extend((covers(&rings, x, y) != outlines.contains(&outlines.land, at)).then_some((frame, at)));
            }
        }
    }
    assert!(all > 200 && wrong.len() * 50 < all, "seed {SEED}: {} of {all}: {wrong:?}", wrong.len());
}

#[test]
fn labels_overlap_nothing() {
    let mut random = random();
    for _ in 0..300 {
        let mut one = || random.f64();
        let dots: Vec<Dot> =
            (0..30).map(|_| Dot { x: one() * 1200.0, y: one() * 700.0, radius: 4.0 + 30.0 * one() }).collect();
        let label = |(at, dot): (usize, &Dot)| match at % 5 {
            0 => LabelRequest::At { x: dot.x, y: dot.y, width: 4.0 },
            _ => LabelRequest::Beside { dot: *dot, width: 6.0 },
        };
        let labels: Vec<LabelRequest> = dots.iter().enumerate().map(label).collect();
        let drawn: Vec<Dot> = dots.iter().enumerate().filter(|(at, _)| at % 5 > 0).map(|(_, dot)| *dot).collect();
        let placed = place_labels((1200.0, 700.0), 24.0, &drawn, &labels);
        let areas: Vec<LabelBox> =
            placed.iter().zip(&labels).filter_map(|(at, label)| Some(at.as_ref()?.area(label.width(), 24.0))).collect();
        assert!(areas.len() > 5, "seed {SEED}");
        for (at, area) in areas.iter().enumerate() {
            assert!(!areas[..at].iter().any(|other| other.overlaps(area)), "seed {SEED}");
            assert!(!drawn.iter().any(|dot| area.touches(dot, 0.0)), "seed {SEED}");
        }
    }
}

#[test]
fn a_label_without_room_is_left_out() {
    let dot = Dot { x: 50.0, y: 20.0, radius: 5.0 };
    let place = |width| place_labels((100.0, 40.0), 10.0, &[dot], &[LabelRequest::Beside { dot, width }])[0];
    assert_eq!(place(3.0).map(|position| position.anchor), Some(LabelAnchor::Start));
    assert!(place(12.0).is_none());
}

#[test]
fn there_is_no_frame_without_points() {
    assert!(Frame::around(&[], SHAPE).is_none());
    assert!(clusters(&[]).is_empty());
}

#[test]
fn a_single_point_has_its_surroundings() {
    let frame = frame(&[point(50.0, 10.0)]);
    assert!((frame.position(point(50.0, 10.0)).0 - 600.0).abs() < 1e-6);
    assert!(frame.contains(point(50.0, 16.0)) && !frame.contains(point(50.0, 30.0)));
}

#[test]
fn points_on_both_sides_of_the_antimeridian_are_near_each_other() {
    let (east, west) = (point(52.0, 178.0), point(52.0, -178.0));
    let frame = frame(&[east, west]);
    assert!(frame.degrees() < 30.0);
    assert!(frame.position(east).0 < frame.position(west).0);
    // Chukotka crosses the antimeridian, and is one piece of land on the map.
    let frame = super::tests::frame(&[point(67.0, 176.0), point(67.0, -176.0)]);
    let land = draw(Atlas::default().outlines(&frame), &frame, BorderPolicy::CoastOnly, &[]).land;
    let widest = subpaths(&land).iter().map(|ring| ring.iter().map(|[x, _]| *x).max().unwrap_or(0)).max();
    assert_eq!(widest, Some(1204), "{land}");
    assert!(subpaths(&land).iter().any(|ring| ring.iter().any(|[x, _]| *x < 0) && ring.iter().any(|[x, _]| *x > 700)));
}

#[test]
fn antarctica_reaches_the_pole() {
    let frame = frame(&[point(-90.0, 0.0), point(-70.0, 120.0), point(-70.0, -120.0)]);
    let land = draw(Atlas::default().outlines(&frame), &frame, BorderPolicy::CoastOnly, &[]).land;
    let lowest = subpaths(&land).concat().into_iter().map(|[_, y]| y).max().expect("there is land");
    assert!(f64::from(lowest) >= frame.position(point(-90.0, 0.0)).1 - 1.0, "{land}");
}

#[test]
fn a_country_is_set_off_where_name_and_point_fit() {
    let inside = point(47.0, 2.5);
    let frame = frame(&[inside]);
    let atlas = Atlas::default();
    let outlines = atlas.outlines(&frame);
    let set_off =
        |names: &[&str], at: GeoPoint, borders| draw(outlines, &frame, borders, &[(at, names.to_vec())]).is_set_off[0];
    assert!(set_off(&["Frankreich", "france"], inside, BorderPolicy::Drawn));
    assert!(!set_off(&["Frankreich"], inside, BorderPolicy::Drawn), "the name is another one");
    assert!(!set_off(&["France"], point(47.0, 12.0), BorderPolicy::Drawn), "the point is elsewhere");
    assert!(!set_off(&["France"], inside, BorderPolicy::CoastOnly));
}

#[test]
fn coast_only_draws_no_borders() {
    let frame = frame(&[point(47.0, 2.5)]);
    let atlas = Atlas::default();
    let with = |borders| draw(atlas.outlines(&frame), &frame, borders, &[]);
    assert!(!with(BorderPolicy::Drawn).borders.is_empty());
    assert!(with(BorderPolicy::CoastOnly).borders.is_empty());
    assert_eq!(with(BorderPolicy::Drawn).land, with(BorderPolicy::CoastOnly).land);
}

#[test]
fn places_far_apart_have_groups_of_their_own() {
    let (lisbon, madrid, tokyo, osaka) = (point(38.7, -9.1), point(40.4, -3.7), point(35.7, 139.7), point(34.7, 135.5));
    assert_eq!(clusters(&[lisbon, tokyo, madrid, osaka]), [vec![0, 2], vec![1, 3]]);
}

#[test]
fn points_all_over_the_earth_are_one_group() {
    let all: Vec<GeoPoint> = (-2..=2)
        .flat_map(|row| (-6..6).map(move |column| point(f64::from(row) * 30.0, f64::from(column) * 30.0)))
        .collect();
    assert_eq!(clusters(&all).len(), 1);
}

#[test]
fn a_sector_is_drawn_clockwise_from_the_top() {
    assert_eq!(sector(10.0, 0.25), "M0 0V-10A10 10 0 0 1 10 0z");
    assert_eq!(sector(10.0, 0.75), "M0 0V-10A10 10 0 1 1 -10 0z");
}

#[test]
fn numbers_of_a_path_are_separated_no_more_than_they_must_be() {
    let mut path = path::PathData::default();
    path.ring(&[[0.0, 0.0], [4.0, 0.0], [9.0, 0.2], [9.0, 7.0], [-1.0, 7.0]]);
    path.line(&[[1.0, 1.0], [1.2, 1.4]]);
    path.line(&[[1.0, 1.0], [3.0, -1.0]]);
    assert_eq!(path.finish(), "M0 0l9 0 0 7-10 0zM1 1l2-2");
}

#[test]
fn a_line_is_simplified_only_as_far_as_nobody_sees() {
    let line: Vec<[f64; 2]> =
        (0..100).map(|x| [f64::from(x), if x == 50 { 9.0 } else { 0.5 * f64::from(x % 2) }]).collect();
    let mut out = Vec::new();
    simplify::simplify(&line, 1.0, &mut out);
    assert!(out.contains(&[50.0, 9.0]) && out.len() < 8, "{out:?}");
}
