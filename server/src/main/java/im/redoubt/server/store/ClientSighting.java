package im.redoubt.server.store;

import java.util.Optional;

/**
 * A client that signed in.
 *
 * @param client which one
 * @param software the name of the program, if it is to be kept
 * @param device the name of the device, if it is to be kept
 * @param password whether it had the password
 */
public record ClientSighting(ClientKey client, Optional<String> software, Optional<String> device, boolean password) {}
