package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jts.exchange.PriceModel;

/** How prices move, by the names that settings and commands use. */
enum Scenario {
    NORMAL(PriceModel.usual()),
    MEAN_REVERSION(new PriceModel.MeanReversion(0.02, Duration.ofMinutes(30))),
    TREND_UP(PriceModel.Trend.up()),
    TREND_DOWN(PriceModel.Trend.down()),
    VOLATILE(new PriceModel.Gbm(0, 0.08)),
    FLASH_CRASH(PriceModel.FlashCrash.soon()),
    NO_LIQUIDITY(new PriceModel.NoLiquidity());

    private final PriceModel model;

    Scenario(PriceModel model) {
        this.model = model;
    }

    PriceModel model() {
        return model;
    }

    /** The name as settings have it: {@code trend-up}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the scenarios there are */
    static Scenario parse(String text) {
        List<String> names = Arrays.stream(values()).map(Scenario::text).toList();
        return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        T.format("scenario.unknown", String.join(", ", names), text)));
    }
}
