package org.eclipse.swtbot.swt.finder.matchers;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.internal.Widgets;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.hamcrest.Matcher;
import org.hamcrest.StringDescription;

/**
 * Ways to describe the widget that a test is after, for {@code bot.widget(...)} and its relatives.
 *
 * <pre>
 * Tree symbols = bot.widget(allOf(widgetOfType(Tree.class), withLabel("Symbols:")));
 * </pre>
 */
public abstract class WidgetMatcherFactory {

    private WidgetMatcherFactory() {
        // a collection of static methods
    }

    /** Matches when every one of {@code matchers} does. */
    public static <T extends Widget> Matcher<T> allOf(Matcher<?>... matchers) {
        return allOf(List.of(matchers));
    }

    /** Matches when every one of {@code matchers} does. */
    public static <T extends Widget> Matcher<T> allOf(Iterable<? extends Matcher<?>> matchers) {
        List<Matcher<?>> all = list(matchers);
        return new WidgetMatcher<>(words(all, " and "), w -> all.stream().allMatch(one -> one.matches(w)));
    }

    /** Matches when at least one of {@code matchers} does. */
    public static <T extends Widget> Matcher<T> anyOf(Matcher<?>... matchers) {
        return anyOf(List.of(matchers));
    }

    /** Matches when at least one of {@code matchers} does. */
    public static <T extends Widget> Matcher<T> anyOf(Iterable<? extends Matcher<?>> matchers) {
        List<Matcher<?>> all = list(matchers);
        return new WidgetMatcher<>(words(all, " or "), w -> all.stream().anyMatch(one -> one.matches(w)));
    }

    /** Matches widgets of a class or of one that extends it. */
    public static <T extends Widget> Matcher<T> widgetOfType(Class<T> type) {
        return new WidgetMatcher<>("of type '" + type.getSimpleName() + "'", type::isInstance);
    }

    /** Matches by id: the value under {@link SWTBotPreferences#DEFAULT_KEY}. */
    public static <T extends Widget> Matcher<T> withId(String value) {
        return withId(SWTBotPreferences.DEFAULT_KEY, value);
    }

    /** Matches by the value that {@code Widget.getData(key)} gives. */
    public static <T extends Widget> Matcher<T> withId(String key, String value) {
        return new WidgetMatcher<>("with key/value (" + key + "/" + value + ")", w -> value.equals(w.getData(key)));
    }

    /** Matches by exact text. */
    public static <T extends Widget> Matcher<T> withText(String text) {
        return text("with text", text, SWTUtils::getText, String::equals);
    }

    /** Matches by text, upper and lower case alike. */
    public static <T extends Widget> Matcher<T> withTextIgnoringCase(String text) {
        return text("with text ignoring case", text, SWTUtils::getText, String::equalsIgnoreCase);
    }

    /** Matches by text as it is shown: without the mnemonic's ampersand and without an accelerator behind a tab. */
    public static <T extends Widget> Matcher<T> withMnemonic(String text) {
        return text("with mnemonic", text, WidgetMatcherFactory::shownText, String::equals);
    }

    /** Matches when the whole text fits a regular expression; line ends are ordinary characters. */
    public static <T extends Widget> Matcher<T> withRegex(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return text("with regex", regex, SWTUtils::getText, (actual, same) -> pattern.matcher(actual).matches());
    }

    /** Matches by exact tool tip. */
    public static <T extends Widget> Matcher<T> withTooltip(String text) {
        return text("with tooltip", text, SWTUtils::getToolTipText, String::equals);
    }

    /**
     * Matches by style bits.
     *
     * @param style bits of {@code SWT}, all of which must be set
     * @param styleDescription how to call them in a message
     */
    public static <T extends Widget> Matcher<T> withStyle(int style, String styleDescription) {
        return new WidgetMatcher<>("with style '" + styleDescription + "'", w -> SWTUtils.hasStyle(w, style));
    }

    /** Matches controls whose next neighbour before them, in reading order, is a label with this text. */
    public static <T extends Widget> Matcher<T> withLabel(String labelText) {
        return new WidgetMatcher<>("with label '" + labelText + "'",
                w -> w instanceof Control control && labelText.equals(labelBefore(control)));
    }

    /** Matches what is anywhere inside a group with this text. */
    public static <T extends Widget> Matcher<T> inGroup(String labelText) {
        return inGroup(withMnemonic(labelText));
    }

    /** Matches what is anywhere inside a group that {@code matcher} accepts. */
    public static <T extends Widget> Matcher<T> inGroup(Matcher<?> matcher) {
        return new WidgetMatcher<>("in group (" + StringDescription.toString(matcher) + ")",
                w -> Widgets.ancestors(w).stream().anyMatch(up -> up instanceof Group && matcher.matches(up)));
    }

    private static <T extends Widget> Matcher<T> text(String words, String expected,
            Function<Widget, String> property, BiPredicate<String, String> test) {
        return new WidgetMatcher<>(words + " '" + expected + "'", w -> test.test(property.apply(w), expected));
    }

    private static String shownText(Widget widget) {
        String text = SWTUtils.getText(widget);
        int accelerator = text.indexOf('\t');
        return (accelerator < 0 ? text : text.substring(0, accelerator)).replace("&", "");
    }

    private static String labelBefore(Control control) {
        Set<Widget> holders = Widgets.ancestors(control);
        List<Widget> before = Widgets.below(control.getShell(), false).stream()
                .takeWhile(w -> w != control).filter(w -> !holders.contains(w)).toList();
        Widget nearest = before.isEmpty() ? null : before.get(before.size() - 1);
        return nearest instanceof Label || nearest instanceof CLabel ? shownText(nearest) : null;
    }

    private static List<Matcher<?>> list(Iterable<? extends Matcher<?>> matchers) {
        Stream.Builder<Matcher<?>> all = Stream.builder();
        matchers.forEach(all::add);
        return all.build().toList();
    }

    private static String words(List<Matcher<?>> matchers, String between) {
        return matchers.stream().map(StringDescription::toString).collect(Collectors.joining(between, "(", ")"));
    }
}
