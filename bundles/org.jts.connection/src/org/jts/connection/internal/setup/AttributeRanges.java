package org.jts.connection.internal.setup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.osgi.framework.Bundle;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The smallest and largest values of the attributes of one object class. The metatype service knows them but has no
 * method that tells, so they are read from the bundle's metatype XML.
 */
final class AttributeRanges {

    private static final AttributeRanges NONE = new AttributeRanges(Map.of());

    private record Range(Optional<String> min, Optional<String> max) {
    }

    private final Map<String, Range> ranges;

    private AttributeRanges(Map<String, Range> ranges) {
        this.ranges = ranges;
    }

    static AttributeRanges of(Bundle bundle, String objectClass) {
        Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
            AttributeRanges found = read(file, objectClass);
            if (found != NONE) {
                return found;
            }
        }
        return NONE;
    }

    Optional<String> min(String attribute) {
        return Optional.ofNullable(ranges.get(attribute)).flatMap(Range::min);
    }

    Optional<String> max(String attribute) {
        return Optional.ofNullable(ranges.get(attribute)).flatMap(Range::max);
    }

    private static AttributeRanges read(URL file, String objectClass) {
        try (InputStream in = file.openStream()) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            NodeList definitions = factory.newDocumentBuilder().parse(in).getElementsByTagName("OCD");
            for (int i = 0; i < definitions.getLength(); i++) {
                Element definition = (Element) definitions.item(i);
                if (objectClass.equals(definition.getAttribute("id"))) {
                    return ranges(definition.getElementsByTagName("AD"));
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            // The metatype service has read the same file: without ranges the form still works, unchecked.
            System.getLogger("org.jts.connection").log(System.Logger.Level.WARNING, "Metatype " + file, e);
        }
        return NONE;
    }

    private static AttributeRanges ranges(NodeList attributes) {
        Map<String, Range> ranges = new HashMap<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            ranges.put(attribute.getAttribute("id"), new Range(text(attribute, "min"), text(attribute, "max")));
        }
        return new AttributeRanges(ranges);
    }

    private static Optional<String> text(Element element, String attribute) {
        return element.hasAttribute(attribute) ? Optional.of(element.getAttribute(attribute)) : Optional.empty();
    }
}
