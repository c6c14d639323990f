package org.jts.ui.brokers.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jts.api.connection.BrokerSetup;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Brokers > Add broker… */
public final class AddBrokerHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        BundleContext context = FrameworkUtil.getBundle(AddBrokerHandler.class).getBundleContext();
        ServiceReference<BrokerSetup> reference = context.getServiceReference(BrokerSetup.class);
        BrokerSetup setup = reference == null ? null : context.getService(reference);
        if (setup == null) {
            MessageDialog.openError(shell, BrokersView.T.get("dialog.add"), BrokersView.T.get("dialog.noSetup"));
        } else {
            BrokerDialog.add(shell, setup);
        }
        return null;
    }
}
