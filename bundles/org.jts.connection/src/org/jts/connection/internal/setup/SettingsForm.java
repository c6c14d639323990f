package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jts.api.connection.BrokerType;
import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;
import org.jts.api.gateway.BrokerGateway;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The settings of one kind of broker: what to ask for, and whether an answer fits.
 *
 * @param type   what people see
 * @param fields the settings by key, in the order in which they are asked for
 */
record SettingsForm(BrokerType type, Map<String, Field> fields) {

    /** Set by the workstation, never asked for. */
    private static final Set<String> OURS = Set.of(BrokerGateway.BROKER_ID, BrokerGateway.BROKER_PROBE,
            BrokerGateway.BROKER_TYPE);
    private static final int LONGEST_NAME = 100;

    /**
     * What came of a check.
     *
     * @param values   to be stored, when there are no problems
     * @param problems per key what was expected and what was found
     */
    record Checked(Map<String, Object> values, Map<String, String> problems) {
    }

    static SettingsForm of(String pid, ObjectClassDefinition definition, AttributeRanges ranges) {
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put(BrokerGateway.BROKER_NAME, nameField());
        for (int filter : new int[] {ObjectClassDefinition.REQUIRED, ObjectClassDefinition.OPTIONAL}) {
            AttributeDefinition[] some = definition.getAttributeDefinitions(filter);
            for (AttributeDefinition attribute : some == null ? new AttributeDefinition[0] : some) {
                if (!OURS.contains(attribute.getID())) {
                    fields.put(attribute.getID(),
                            field(attribute, filter == ObjectClassDefinition.REQUIRED, ranges));
                }
            }
        }
        Map<String, Field> ordered = inOrderOfDefinition(definition, fields);
        String description = definition.getDescription() == null ? "" : definition.getDescription();
        return new SettingsForm(new BrokerType(pid, named(definition.getName(), pid), description,
                ordered.values().stream().map(Field::setting).toList()), ordered);
    }

    /** @param settings text per key; blank counts as left out */
    Checked check(Map<String, String> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> problems = new TreeMap<>();
        settings.keySet().stream().filter(key -> !fields.containsKey(key)).forEach(key -> problems.put(key,
                T.format("form.unknown", String.join(", ", fields.keySet()))));
        fields.forEach((key, field) -> {
            String text = settings.getOrDefault(key, "").strip();
            if (!text.isEmpty()) {
                try {
                    values.put(key, field.value(text));
                } catch (Field.Misfit e) {
                    problems.put(key, e.getMessage());
                }
            } else if (field.setting().required() && field.setting().defaultValue().isEmpty()) {
                problems.put(key, T.get("form.required"));
            }
        });
        return new Checked(values, problems);
    }

    private static Field nameField() {
        return new Field(new Setting(BrokerGateway.BROKER_NAME, T.get("form.name"), T.get("form.name.hint"), Kind.TEXT,
                false, false, "", Optional.empty(), Optional.of(String.valueOf(LONGEST_NAME)), List.of()),
                AttributeDefinition.STRING, 0);
    }

    private static Field field(AttributeDefinition a, boolean required, AttributeRanges ranges) {
        boolean multiple = a.getCardinality() != 0;
        String[] defaults = a.getDefaultValue() == null ? new String[0] : a.getDefaultValue();
        String standard = multiple ? Field.join(Arrays.asList(defaults)) : defaults.length == 0 ? "" : defaults[0];
        Setting setting = new Setting(a.getID(), named(a.getName(), a.getID()),
                a.getDescription() == null ? "" : a.getDescription(), kind(a.getType()), required, multiple,
                standard == null ? "" : standard, ranges.min(a.getID()), ranges.max(a.getID()), choices(a));
        return new Field(setting, a.getType(), a.getCardinality());
    }

    private static List<Choice> choices(AttributeDefinition a) {
        String[] values = a.getOptionValues();
        String[] labels = a.getOptionLabels();
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; values != null && i < values.length; i++) {
            boolean labelled = labels != null && i < labels.length && labels[i] != null;
            choices.add(new Choice(values[i], labelled ? labels[i] : values[i]));
        }
        return choices;
    }

    private static Kind kind(int type) {
        return switch (type) {
            case AttributeDefinition.BOOLEAN -> Kind.BOOLEAN;
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG, AttributeDefinition.SHORT,
                    AttributeDefinition.BYTE, Field.BIG_INTEGER -> Kind.INTEGER;
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT, Field.BIG_DECIMAL -> Kind.DECIMAL;
            case AttributeDefinition.PASSWORD -> Kind.SECRET;
            default -> Kind.TEXT;
        };
    }

    private static Map<String, Field> inOrderOfDefinition(ObjectClassDefinition definition,
            Map<String, Field> fields) {
        AttributeDefinition[] all = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
        List<String> order = all == null ? List.of() : Arrays.stream(all).map(AttributeDefinition::getID).toList();
        // The name comes first unless the gateway gives it a place of its own: indexOf is -1 then.
        return fields.entrySet().stream()
                .sorted((x, y) -> Integer.compare(order.indexOf(x.getKey()), order.indexOf(y.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (x, y) -> x, LinkedHashMap::new));
    }

    private static String named(String name, String fallback) {
        return name == null || name.isBlank() ? fallback : name;
    }
}
