package im.redoubt.client.line;

import im.redoubt.protocol.stream.ClientFailure;

/** Says of a failure whether it is the host's, so that another one of the domain may be better, or the account's. */
final class OfHost implements ClientFailure.Cases<Boolean> {
    static final OfHost INSTANCE = new OfHost();

    private OfHost() {}

    @Override
    public Boolean insecure(ClientFailure.Insecure failure) {
        return true;
    }

    @Override
    public Boolean broken(ClientFailure.Broken failure) {
        return true;
    }

    @Override
    public Boolean ended(ClientFailure.Ended failure) {
        return true;
    }

    @Override
    public Boolean redirected(ClientFailure.Redirected failure) {
        return false;
    }

    @Override
    public Boolean unregistered(ClientFailure.Unregistered failure) {
        return false;
    }

    /** Whoever edits the offer of one host would be asked for no more by another. */
    @Override
    public Boolean noMechanism(ClientFailure.NoMechanism failure) {
        return false;
    }

    @Override
    public Boolean unproven(ClientFailure.Unproven failure) {
        return false;
    }

    @Override
    public Boolean refused(ClientFailure.Refused failure) {
        return false;
    }

    @Override
    public Boolean tokenRefused(ClientFailure.TokenRefused failure) {
        return false;
    }

    @Override
    public Boolean certificateRefused(ClientFailure.CertificateRefused failure) {
        return false;
    }

    @Override
    public Boolean upgradeRefused(ClientFailure.UpgradeRefused failure) {
        return false;
    }

    @Override
    public Boolean furtherTask(ClientFailure.FurtherTask failure) {
        return false;
    }

    @Override
    public Boolean unbound(ClientFailure.Unbound failure) {
        return false;
    }

    @Override
    public Boolean stopped(ClientFailure.Stopped failure) {
        return false;
    }

    @Override
    public Boolean closed(ClientFailure.Closed failure) {
        return true;
    }
}
