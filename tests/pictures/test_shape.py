from hypothesis import given
from hypothesis import strategies as st

from articles.pictures.shape import RATIOS, SHAPES, WIDTHS, box, sizes, stand_in

SIDES = st.integers(100, 20_000)
PERCENT = st.integers(0, 100)


@given(st.sampled_from(SHAPES), SIDES, SIDES, PERCENT, PERCENT)
def test_a_crop_lies_in_the_picture_and_touches_two_of_its_edges(shape, width, height, x, y):
    part = box(shape, width, height, (x, y))
    left, top, right, bottom = part.corners
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert part.width == width or part.height == height


@given(st.sampled_from(list(RATIOS)), SIDES, SIDES, PERCENT, PERCENT)
def test_a_crop_has_its_shape_to_the_pixel(shape, width, height, x, y):
    part, (across, down) = box(shape, width, height, (x, y)), RATIOS[shape]
    assert abs(part.width * down - part.height * across) <= max(across, down)


@given(st.sampled_from(SHAPES), SIDES, SIDES, PERCENT, PERCENT)
def test_the_focal_point_is_in_every_crop(shape, width, height, x, y):
    left, top, right, bottom = box(shape, width, height, (x, y)).corners
    assert left <= width * x / 100 <= right
    assert top <= height * y / 100 <= bottom


@given(st.sampled_from(SHAPES), SIDES, SIDES, PERCENT, PERCENT)
def test_renditions_grow_and_are_never_enlarged(shape, width, height, x, y):
    part = box(shape, width, height, (x, y))
    made = sizes(part)
    assert made == sorted(set(made))
    assert 1 <= len(made) <= len(WIDTHS)
    assert made[-1][0] == min(part.width, WIDTHS[-1])
    assert all(w <= part.width and h <= part.height and h >= 1 for w, h in made)
    assert stand_in(part) in made


def test_a_large_picture_has_five_widths_and_its_crops_lie_around_the_focal_point():
    assert sizes(box("whole", 4000, 3000, (50, 50))) == [(320, 240), (640, 480), (960, 720), (1280, 960), (1920, 1440)]
    assert box("1x1", 4000, 3000, (0, 50)).corners == (0, 0, 3000, 3000)
    assert box("1x1", 4000, 3000, (100, 50)).corners == (1000, 0, 4000, 3000)
    assert box("16x9", 4000, 3000, (50, 20)).corners == (0, 0, 4000, 2250)
