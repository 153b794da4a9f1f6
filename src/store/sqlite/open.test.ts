import { storeConformance } from "../conformance.ts";
import { openStore } from "./open.ts";

storeConformance("SQLite", (dir, clock) => openStore(dir, { clock }));
