package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

/**
 * A data frame {@code flag|TR|count|values}: the values of all records stand one after the other, so that their width
 * follows from the count. Widths grow without notice; the first columns stay where they are.
 *
 * @param encrypted whether the payload is
 * @param id        of the channel
 * @param count     of records, 1 or more
 * @param payload   carets between values
 */
record Frame(boolean encrypted, String id, int count, String payload) {

    private static final int COUNT_DIGITS = 4;

    static boolean isData(String text) {
        return text.length() > 1 && (text.charAt(0) == '0' || text.charAt(0) == '1') && text.charAt(1) == '|';
    }

    /** @throws BrokerException of category DATA that says which part is wrong */
    static Frame parse(String text) throws BrokerException {
        int id = text.indexOf('|') + 1;
        int count = text.indexOf('|', id) + 1;
        int payload = text.indexOf('|', count) + 1;
        if (!isData(text) || count == 0 || payload == 0) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.parts", Node.shown(text)));
        }
        return new Frame(text.charAt(0) == '1', text.substring(id, count - 1), count(text, count, payload - 1),
                text.substring(payload));
    }

    private static int count(String text, int from, int to) throws BrokerException {
        int count = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            count = digit < 0 || digit > 9 || to - from > COUNT_DIGITS ? -1 : count * 10 + digit;
            if (count < 0) {
                break;
            }
        }
        if (count < 1) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.count", Node.shown(text.substring(from,
                    to))));
        }
        return count;
    }

    /** The records, each with as many values as there are columns, or more. */
    List<Row> rows(Layout layout) throws BrokerException {
        Cells cells = Cells.of(payload);
        int width = cells.size / count;
        if (width * count != cells.size || width < layout.least()) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.width", id, layout.least(), count,
                    cells.size));
        }
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new Row(layout, cells, i * width, width));
        }
        return rows;
    }

    /** One record. */
    static final class Row {
        private final Layout layout;
        private final Cells cells;
        private final int from;
        private final int width;

        Row(Layout layout, Cells cells, int from, int width) {
            this.layout = layout;
            this.cells = cells;
            this.from = from;
            this.width = width;
        }

        String text(int column) {
            return column < width ? cells.text(from + column) : "";
        }

        /** Whether the value is this text, and nothing else. */
        boolean is(int column, String text) {
            return column < width && cells.is(from + column, text);
        }

        /** @throws BrokerException of category DATA that names the column */
        BigDecimal number(int column) throws BrokerException {
            BigDecimal plain = column < width ? cells.number(from + column) : BigDecimal.ZERO;
            return plain != null ? plain : Node.number(layout.name(column), text(column));
        }

        /** @return the number that so many digits make, or -1 when it is something else */
        int digits(int column, int count) {
            return column < width ? cells.digits(from + column, count) : -1;
        }

        /** All values, for telling whether the same came twice. */
        String whole() {
            return cells.text(from, from + width);
        }
    }
}
