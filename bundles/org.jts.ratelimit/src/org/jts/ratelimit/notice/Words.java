package org.jts.ratelimit.notice;

import org.jts.api.limit.Lane;
import org.jts.api.text.Texts;

/** What this package says, in the trader's language. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }

    /** What a request is for, in a word. */
    static String of(Lane lane) {
        return switch (lane) {
            case CANCEL -> T.get("lane.cancel");
            case ORDER -> T.get("lane.order");
            case ACCOUNT -> T.get("lane.account");
            case MARKET_DATA -> T.get("lane.marketData");
            case HISTORY -> T.get("lane.history");
        };
    }
}
