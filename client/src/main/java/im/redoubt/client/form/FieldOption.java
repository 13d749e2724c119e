package im.redoubt.client.form;

import im.redoubt.client.text.Unverified;

/**
 * What a field may hold.
 *
 * @param value what it is for programs
 * @param label what people are shown, empty if nothing
 */
public record FieldOption(Unverified value, Unverified label) {}
