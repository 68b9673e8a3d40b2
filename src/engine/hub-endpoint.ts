import { HUB_ENDPOINT } from '../core/hub/hub-address.ts';

/** Where the hub answers unless a call says otherwise; a mirror can be built in with the variable `VITE_HUB_ENDPOINT`. */
export const DEFAULT_ENDPOINT: string = import.meta.env.VITE_HUB_ENDPOINT || HUB_ENDPOINT;
