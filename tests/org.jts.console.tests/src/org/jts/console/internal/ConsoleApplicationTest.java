package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.eclipse.equinox.app.IApplicationContext;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class ConsoleApplicationTest {

    @Test
    void exitStatusIsTheResultOfTheApplication() throws Exception {
        Context context = new Context("--help");
        assertEquals(Console.OK, new ConsoleApplication().start(context));
        assertTrue(context.running, "expected the application to say that it runs");
        assertEquals(Console.USAGE, new ConsoleApplication().start(new Context("--nonsense")));
    }

    @Test
    void stoppingInterruptsTheThreadThatRuns() throws Exception {
        ConsoleApplication application = new ConsoleApplication();
        application.stop();
        application.start(new Context("--help"));
        application.stop();
        assertTrue(Thread.interrupted(), "expected an interruption");
    }

    /** What the framework hands to an application. */
    private static final class Context implements IApplicationContext {
        private final String[] arguments;
        private boolean running;

        Context(String... arguments) {
            this.arguments = arguments;
        }

        @Override
        public Map<String, Object> getArguments() {
            return Map.of(APPLICATION_ARGS, arguments);
        }

        @Override
        public void applicationRunning() {
            running = true;
        }

        @Override
        public String getBrandingApplication() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBrandingName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBrandingDescription() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBrandingId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBrandingProperty(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Bundle getBrandingBundle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setResult(Object result, org.eclipse.equinox.app.IApplication application) {
            throw new UnsupportedOperationException();
        }
    }
}
