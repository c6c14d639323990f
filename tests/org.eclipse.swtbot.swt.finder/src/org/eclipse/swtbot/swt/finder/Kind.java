package org.eclipse.swtbot.swt.finder;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.allOf;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.widgetOfType;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withStyle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Widget;
import org.hamcrest.Matcher;
import org.hamcrest.SelfDescribing;

/**
 * A kind of widget that the robot knows.
 *
 * @param type its class
 * @param style a style bit that tells it from others of its class, {@link SWT#NONE} where the class is enough
 * @param styleName how messages call that bit
 * @param wrap makes what tests work with
 */
record Kind<W extends Widget, B>(Class<W> type, int style, String styleName,
        BiFunction<W, SelfDescribing, ? extends B> wrap) {

    /** Accepts widgets of this kind that answer every one of {@code conditions}. */
    Matcher<W> with(Matcher<?>... conditions) {
        List<Matcher<?>> all = new ArrayList<>();
        all.add(widgetOfType(type));
        all.addAll(List.of(conditions));
        if (style != SWT.NONE) {
            all.add(withStyle(style, styleName));
        }
        return allOf(all);
    }
}
