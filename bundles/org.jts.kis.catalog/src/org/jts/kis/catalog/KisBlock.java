package org.jts.kis.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A part of an answer: a JSON object, or an array of them.
 *
 * @param name   key in the answer; {@value #TOP} for keys of the answer itself, {@value #FRAME} for the columns of a
 *               real-time frame
 * @param array  whether there are many
 * @param fields in order; that order is the layout of a frame
 * @since 1.0
 */
public record KisBlock(String name, boolean array, List<KisField> fields) {

    /** Keys beside {@code rt_cd}, {@code msg_cd} and {@code msg1}. */
    public static final String TOP = "top";
    /** Columns of a real-time frame. */
    public static final String FRAME = "frame";

    public KisBlock {
        Objects.requireNonNull(name, "name");
        fields = List.copyOf(fields);
    }

    private KisBlock and(KisBlock other) {
        List<KisField> all = new ArrayList<>(fields);
        other.fields.stream().filter(f -> !names().contains(f.name())).forEach(all::add);
        return new KisBlock(name, array || other.array, all);
    }

    /** The names of the fields, in order. */
    public List<String> names() {
        return fields.stream().map(KisField::name).toList();
    }

    /**
     * Reads {@code a:{x;y}|b[]:{z}}. Where the broker's papers have a block twice, with other fields, it has them all.
     */
    static List<KisBlock> parse(String text) {
        Map<String, KisBlock> blocks = new LinkedHashMap<>();
        for (String part : text.split("\\|")) {
            int colon = part.indexOf(":{");
            if (colon < 0 || !part.endsWith("}")) {
                throw new IllegalArgumentException("answer: expected name:{fields}, was \"%s\"".formatted(part));
            }
            String name = part.substring(0, colon);
            boolean array = name.endsWith("[]");
            KisBlock block = new KisBlock(array ? name.substring(0, name.length() - 2) : name, array,
                    KisField.parse(part.substring(colon + 2, part.length() - 1)));
            blocks.merge(block.name(), block, KisBlock::and);
        }
        return List.copyOf(blocks.values());
    }
}
