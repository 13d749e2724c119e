package im.redoubt.client.extension;

import im.redoubt.xml.Element;

/** An element that is being written, and the namespace of its payload. */
record Writing(Element.Builder element, String namespace) {}
