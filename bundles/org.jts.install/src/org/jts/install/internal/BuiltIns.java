package org.jts.install.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.jts.api.install.Brings;
import org.jts.api.install.Plugin.Origin;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Jar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The plug-ins that came with the workstation: the features of its folder that have a bundle of a plug-in. */
final class BuiltIns {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltIns.class);
    private static final String AREA = "osgi.install.area";

    private final Map<String, Release> releases = new TreeMap<>();
    /** Where each bundle is, by name and version: one that made way for another is installed from there again. */
    private final Map<String, String> locations = new TreeMap<>();

    private BuiltIns() {
    }

    /** None. */
    static BuiltIns none() {
        return new BuiltIns();
    }

    /** By id. */
    Map<String, Release> releases() {
        return Map.copyOf(releases);
    }

    /** The bundles of one of the releases. */
    List<Jar> jars(Release release) {
        return release.pieces().stream().map(piece -> new Jar(piece.symbolicName(), piece.version(),
                locations.get(piece.toString()))).toList();
    }

    /** Where the features of the workstation lie; empty when it is not one that was installed. */
    static Optional<Path> folder(BundleContext context) {
        return Optional.ofNullable(context.getProperty(AREA))
                .map(area -> Path.of(URI.create(area.replace(" ", "%20"))).resolve("features"));
    }

    /** @return only those whose bundles are all there */
    static BuiltIns read(Path features, Bundles bundles) {
        BuiltIns read = new BuiltIns();
        Map<String, Release> found = read.releases;
        if (!Files.isDirectory(features)) {
            return read;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(features)) {
            for (Path folder : folders) {
                read.feature(folder.resolve("feature.xml"), bundles)
                        .ifPresent(release -> found.put(release.id(), release));
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            LOG.error("the features of the workstation cannot be read in {}; what came with it cannot be updated",
                    features, e);
        }
        return read;
    }

    private Optional<Release> feature(Path file, Bundles bundles)
            throws IOException, SAXException, ParserConfigurationException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Element feature;
        try (InputStream in = Files.newInputStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(in);
            feature = document.getDocumentElement();
        }
        List<Piece> pieces = new ArrayList<>();
        List<Bundle> there = new ArrayList<>();
        NodeList plugins = feature.getElementsByTagName("plugin");
        for (int i = 0; i < plugins.getLength(); i++) {
            Element plugin = (Element) plugins.item(i);
            Piece piece = new Piece(plugin.getAttribute("id"), plugin.getAttribute("version"), "");
            Optional<Bundle> bundle = bundles.find(piece.symbolicName(), piece.version());
            if (bundle.isEmpty()) {
                return Optional.empty();
            }
            pieces.add(piece);
            there.add(bundle.get());
        }
        there.forEach(bundle -> locations.put(bundle.getSymbolicName() + " " + bundle.getVersion(),
                bundle.getLocation()));
        Optional<Brings> brings = Said.by(there);
        FeatureTexts texts = FeatureTexts.beside(file);
        return brings.map(what -> new Release(feature.getAttribute("id"), feature.getAttribute("version"),
                texts.of(feature.getAttribute("label")), texts.of(text(feature, "description")),
                texts.of(feature.getAttribute("provider-name")), Origin.BUILT_IN, what, pieces));
    }

    private static String text(Element feature, String name) {
        NodeList found = feature.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
