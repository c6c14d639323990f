package org.jts.console.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Commands that other bundles bring, such as a broker's own. What help lists of them they say themselves, in the
 * service property {@code jts.command.help}: a text for each, {@code call INTERFACE [FIELD=VALUE]...|What it does.}
 */
final class BroughtCommands {

    private static final String HELP = "jts.command.help";
    private static final String FILTER = "(&(osgi.command.scope=*)(" + HELP + "=*))";

    private BroughtCommands() {
    }

    /** Those that are there now, by their names. */
    static List<CommandSpec> in(BundleContext context) {
        List<CommandSpec> found = new ArrayList<>();
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(null, FILTER);
            for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
                String scope = String.valueOf(reference.getProperty("osgi.command.scope"));
                Object help = reference.getProperty(HELP);
                for (String text : help instanceof String[] many ? many : new String[] {String.valueOf(help)}) {
                    found.add(spec(scope, text));
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("expected a filter that can be read: " + FILTER, e);
        }
        found.sort(Comparator.comparing(CommandSpec::name));
        return found;
    }

    private static CommandSpec spec(String scope, String text) {
        int bar = text.lastIndexOf('|');
        String usage = bar < 0 ? text : text.substring(0, bar);
        int blank = usage.indexOf(' ');
        return new CommandSpec(scope, blank < 0 ? usage : usage.substring(0, blank), blank < 0 ? ""
                : usage.substring(blank + 1), bar < 0 ? "" : text.substring(bar + 1));
    }
}
