package org.jts.kis.call;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the broker answered, whatever it says.
 *
 * @param isDone  whether the broker did what was asked
 * @param code    the broker's code, {@code MCA00000}; empty when it gave none
 * @param text    the broker's words
 * @param hasMore whether another page follows
 * @param paging  keys of the next page as they were sent, with their blanks
 * @param tables  the blocks of the answer, in the catalog's order
 * @param raw     the body as it came; of what has secrets, without them
 * @since 1.0
 */
public record KisAnswer(boolean isDone, String code, String text, boolean hasMore, Map<String, String> paging,
        List<KisTable> tables, String raw) {
    public KisAnswer {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(raw, "raw");
        paging = Map.copyOf(paging);
        tables = List.copyOf(tables);
    }

    /** Words and code, as {@code 정상처리 되었습니다. [MCA00000]}. */
    public String said() {
        return code.isEmpty() ? text : text + " [" + code + "]";
    }
}
