package org.jts.simulator.kis.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts long lists into pages: the position goes into the {@code NK} key, the condition into the {@code FK} key, both
 * padded with blanks, and the header {@code tr_cont} says whether more follows.
 */
final class Pages {

    private Pages() {
    }

    /**
     * @param in    with the header {@code tr_cont} {@code N} and both keys for a page after the first
     * @param width of the keys: 100 or 200
     * @param size  rows of a page
     * @param block where the rows go
     */
    static <T> Reply answer(Incoming in, Map<String, Object> body, int width, int size, String block, List<T> all,
            Function<T, Map<String, Object>> row) {
        boolean next = in.header("tr_cont").equals("N");
        String key = in.field("CTX_AREA_NK" + width);
        int from = next && key.matches("\\d{1,9}") ? Math.min(all.size(), Integer.parseInt(key)) : 0;
        int to = Math.min(all.size(), from + size);
        boolean more = to < all.size();
        body.put("ctx_area_fk" + width, Texts.blankPadded(more ? in.account() + "^" : "", width));
        body.put("ctx_area_nk" + width, Texts.blankPadded(more ? Integer.toString(to) : "", width));
        body.put(block, all.subList(from, to).stream().map(row).toList());
        String cont = more ? next ? "M" : "F" : next ? "E" : "D";
        return Reply.of(body).withTrCont(cont);
    }
}
