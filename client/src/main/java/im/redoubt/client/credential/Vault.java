package im.redoubt.client.credential;

/**
 * Turns what a store holds into what may lie on a disk, and back. What comes back is exactly what was sealed, or an exception: no
 * change to sealed bytes goes unnoticed. One thread at a time.
 */
interface Vault extends AutoCloseable {
    /**
     * Seals.
     *
     * @param plain what is sealed; the caller erases it
     */
    byte[] seal(byte[] plain);

    /**
     * Opens.
     *
     * @param sealed any bytes
     * @return what was sealed, which the caller erases
     * @throws CredentialException if these are not sealed bytes of this vault
     */
    byte[] open(byte[] sealed);

    /** Erases the keys. */
    @Override
    void close();
}
