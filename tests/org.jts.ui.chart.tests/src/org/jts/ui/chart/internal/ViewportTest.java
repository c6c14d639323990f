package org.jts.ui.chart.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewportTest {
    private static final double EXACT = 1e-9;

    @Test
    void aNewChartShowsTheNewestCandlesWithSomeSpaceAfterThem() {
        Viewport view = Viewport.latest(8000, 120);

        assertEquals(120, view.span(), EXACT);
        assertEquals(8000 + 0.04 * 120, view.first() + view.span(), EXACT);
        assertEquals(8000, view.endVisible());
        assertEquals(7884, view.firstVisible());
    }

    @Test
    void fitShowsAllCandles() {
        Viewport view = Viewport.latest(8000, 120).fit();

        assertEquals(0, view.firstVisible());
        assertEquals(8000, view.endVisible());
        assertTrue(view.first() < 0, "space before the first candle");
    }

    @Test
    void zoomKeepsTheCandleUnderTheCursorInPlace() {
        Viewport view = Viewport.latest(8000, 400).pan(-3000);
        double under = view.first() + 0.3 * view.span();

        Viewport closer = view.zoom(0.5, 0.3);

        assertEquals(200, closer.span(), EXACT);
        assertEquals(under, closer.first() + 0.3 * closer.span(), EXACT);
    }

    @Test
    void zoomEndsAtTenCandlesAndAtAllOfThem() {
        Viewport view = Viewport.latest(1000, 120);

        assertEquals(Viewport.MIN_SPAN, view.zoom(1e-6, 0.5).span(), EXACT);
        assertEquals(view.fit().span(), view.zoom(1e6, 0.5).span(), EXACT);
    }

    @Test
    void panStopsAtBothEnds() {
        Viewport view = Viewport.latest(1000, 100);

        assertEquals(-4, view.pan(-1e9).first(), EXACT);
        assertEquals(1004, view.pan(1e9).first() + 100, EXACT);
    }

    @Test
    void aWindowThatSawTheNewestCandleFollowsANewOne() {
        Viewport view = Viewport.latest(1000, 100);

        assertEquals(view.first() + 1, view.withCount(1001).first(), EXACT);
    }

    @Test
    void aWindowIntoThePastStaysWhenACandleIsAdded() {
        Viewport view = Viewport.latest(1000, 100).pan(-300);

        assertEquals(view.first(), view.withCount(1001).first(), EXACT);
    }

    @Test
    void theCandleUnderAPixelIsTheOneDrawnThere() {
        Viewport view = Viewport.latest(1000, 100);
        for (int index = 905; index < 1000; index++) {
            assertEquals(index, view.indexAt(view.middle(index, 700), 700));
        }
    }

    @Test
    void placesBesideTheCandlesMeanTheNearestOne() {
        Viewport view = Viewport.latest(3, 120);

        assertEquals(0, view.indexAt(-50, 700));
        assertEquals(2, view.indexAt(699, 700));
        assertEquals(-1, Viewport.latest(0, 120).indexAt(10, 700));
    }
}
