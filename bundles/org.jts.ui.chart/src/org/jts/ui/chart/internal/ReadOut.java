package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.math.MathContext;

import org.jts.api.market.Candle;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Texts;

/** Writes one candle as a line of text. */
final class ReadOut {
    private static final Texts T = Texts.of(ReadOut.class);

    private ReadOut() {
    }

    static String of(ChartData data, int index, ChartLook look) {
        Candle candle = data.candle(index);
        BigDecimal before = data.closeBefore(index);
        BigDecimal percent = candle.close().subtract(before).multiply(BigDecimal.valueOf(100)).divide(before,
                MathContext.DECIMAL64);
        return T.format("readout", look.time().of(data, index), look.price().apply(candle.open()),
                look.price().apply(candle.high()), look.price().apply(candle.low()),
                look.price().apply(candle.close()), Formats.percent(percent),
                look.volume().apply(candle.volume()));
    }
}
