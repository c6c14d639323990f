package org.eclipse.swtbot.eclipse.finder.matchers;

import java.util.function.Function;

import org.eclipse.swtbot.eclipse.finder.internal.Workbench;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPartReference;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.hamcrest.Matcher;

/** Ways to describe the view or perspective that a test is after. */
public abstract class WidgetMatcherFactory {

    private WidgetMatcherFactory() {
        // a collection of static methods
    }

    /** Matches views by id. */
    public static <T extends IWorkbenchPartReference> Matcher<T> withPartId(String id) {
        return new Property<>("with id", IWorkbenchPartReference.class, IWorkbenchPartReference::getId, id);
    }

    /** Matches views by the name on their tab. */
    public static <T extends IWorkbenchPartReference> Matcher<T> withPartName(String text) {
        return new Property<>("with name", IWorkbenchPartReference.class, IWorkbenchPartReference::getPartName, text);
    }

    /** Matches views by their title. */
    public static <T extends IWorkbenchPartReference> Matcher<T> withTitle(String text) {
        return new Property<>("with title", IWorkbenchPartReference.class, IWorkbenchPartReference::getTitle, text);
    }

    /** Matches perspectives by id. */
    public static Matcher<IPerspectiveDescriptor> withPerspectiveId(String id) {
        return new Property<>("with id", IPerspectiveDescriptor.class, IPerspectiveDescriptor::getId, id);
    }

    /** Matches perspectives by label. */
    public static Matcher<IPerspectiveDescriptor> withPerspectiveLabel(String label) {
        return new Property<>("with label", IPerspectiveDescriptor.class, IPerspectiveDescriptor::getLabel, label);
    }

    /** Compares a property, on the UI thread. */
    private static final class Property<S, T> extends BaseMatcher<T> {

        private final String words;
        private final Class<S> type;
        private final Function<S, String> property;
        private final String expected;

        Property(String words, Class<S> type, Function<S, String> property, String expected) {
            this.words = words;
            this.type = type;
            this.property = property;
            this.expected = expected;
        }

        @Override
        public boolean matches(Object item) {
            return type.isInstance(item)
                    && Workbench.ui(() -> expected.equals(property.apply(type.cast(item))));
        }

        @Override
        public void describeTo(Description description) {
            description.appendText(words + " '" + expected + "'");
        }
    }
}
