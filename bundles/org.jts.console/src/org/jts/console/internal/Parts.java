package org.jts.console.internal;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** Waits for the services and commands that a run needs, and explains which do not come. */
final class Parts {

    private static final Pattern COMMAND = Pattern.compile("\\b([a-z]+):[a-z]+");
    private static final long STEP_MILLIS = 10;

    private final BundleContext context;
    private final Duration limit;

    Parts(BundleContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
    }

    <T> T service(Class<T> type) throws StartException, InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(limit.toMillis());
            if (service == null) {
                throw new StartException(
                        "expected the service %s within %d s, found none%s".formatted(type.getSimpleName(),
                        limit.toSeconds(), explanation()));
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    /** Waits for the commands of ours that {@code script} names. */
    void commandsOf(String script) throws StartException, InterruptedException {
        Set<String> scopes = new TreeSet<>();
        Matcher command = COMMAND.matcher(script);
        while (command.find()) {
            scopes.add(command.group(1));
        }
        scopes.retainAll(allScopes());
        await(scopes);
    }

    void allCommands() throws StartException, InterruptedException {
        await(allScopes());
    }

    private static Set<String> allScopes() {
        return CommandBook.ALL.stream().map(CommandSpec::scope).collect(Collectors.toCollection(TreeSet::new));
    }

    private void await(Set<String> scopes) throws StartException, InterruptedException {
        Set<String> missing = new TreeSet<>(scopes);
        long start = System.nanoTime();
        while (true) {
            missing.removeIf(this::isThere);
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new StartException(
                        "expected the commands %s: within %d s, found that they do not start%s".formatted(
                        String.join(":, ", missing), limit.toSeconds(), explanation()));
            }
            Thread.sleep(STEP_MILLIS);
        }
    }

    private boolean isThere(String scope) {
        try {
            ServiceReference<?>[] found = context.getServiceReferences((String) null,
                    "(%s=%s)".formatted(CommandSet.SCOPE, scope));
            return found != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String explanation() {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return ": declarative services do not run";
        }
        try {
            return new MissingParts(runtime).find().stream().filter(MissingParts.Part::chosen)
                    .map(part -> "%n  %s waits for %s".formatted(part.component(), part.waitsFor()))
                    .collect(Collectors.joining());
        } finally {
            context.ungetService(reference);
        }
    }
}
