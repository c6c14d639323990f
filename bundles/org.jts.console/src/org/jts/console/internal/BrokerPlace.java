package org.jts.console.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.SetupException;

/** Where brokers are set up: in this process, or at a server. */
interface BrokerPlace extends AutoCloseable {

    List<BrokerType> types() throws CommandException, InterruptedException;

    void add(String pid, BrokerId id, Map<String, String> settings)
            throws CommandException, SetupException, InterruptedException;

    /** @param settings what changes; a blank text takes a setting back to its default */
    void change(BrokerId id, Map<String, String> settings)
            throws CommandException, SetupException, InterruptedException;

    void remove(BrokerId id) throws CommandException, SetupException, InterruptedException;

    String test(String pid, Map<String, String> settings)
            throws CommandException, SetupException, InterruptedException;

    @Override
    void close();

    /** This process. */
    static BrokerPlace here(BrokerSetup setup) {
        return new BrokerPlace() {
            @Override
            public List<BrokerType> types() {
                return setup.types(Locale.getDefault());
            }

            @Override
            public void add(String pid, BrokerId id, Map<String, String> settings) throws SetupException {
                setup.add(pid, id, settings);
            }

            @Override
            public void change(BrokerId id, Map<String, String> settings) throws SetupException {
                setup.change(id, settings);
            }

            @Override
            public void remove(BrokerId id) throws SetupException {
                setup.remove(id);
            }

            @Override
            public String test(String pid, Map<String, String> settings)
                    throws SetupException, InterruptedException {
                return setup.test(pid, settings);
            }

            @Override
            public void close() {
                // The process goes on.
            }
        };
    }
}
