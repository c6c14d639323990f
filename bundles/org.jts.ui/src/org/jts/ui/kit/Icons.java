package org.jts.ui.kit;

import java.net.URL;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * The images of a bundle; {@code name@2x.png} beside {@code name.png} is taken on fine screens. UI thread. @since 1.0
 */
public final class Icons {
    private static final String MANAGER = Icons.class.getName();

    private Icons() {
    }

    /**
     * An image that lives as long as a control does.
     *
     * @param owner whose disposal ends the image
     * @param type  any class of the bundle that has the image
     * @param path  in that bundle, for example {@code icons/add.png}
     */
    public static Image get(Control owner, Class<?> type, String path) {
        if (!(owner.getData(MANAGER) instanceof LocalResourceManager)) {
            owner.setData(MANAGER, new LocalResourceManager(JFaceResources.getResources(owner.getDisplay()), owner));
        }
        return ((LocalResourceManager) owner.getData(MANAGER)).create(descriptor(type, path));
    }

    /** For actions, which make and dispose of the image by themselves. */
    public static ImageDescriptor descriptor(Class<?> type, String path) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        URL url = bundle == null ? type.getClassLoader().getResource(path) : bundle.getEntry(path);
        if (url == null) {
            throw new IllegalArgumentException("icon: expected %s in the bundle of %s, found none".formatted(path,
                    type.getName()));
        }
        return ImageDescriptor.createFromURL(url);
    }
}
