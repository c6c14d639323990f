package org.jts.console.internal;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** Writes JSON. Decimals keep every digit. */
final class Json {

    private Json() {
    }

    static String object(List<String> names, List<?> values) {
        StringJoiner members = new StringJoiner(",", "{", "}");
        for (int i = 0; i < names.size(); i++) {
            members.add(text(names.get(i)) + ":" + value(values.get(i)));
        }
        return members.toString();
    }

    private static String value(Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case Collection<?> list -> {
                StringJoiner items = new StringJoiner(",", "[", "]");
                list.forEach(item -> items.add(value(item)));
                yield items.toString();
            }
            default -> text(value.toString());
        };
    }

    private static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
