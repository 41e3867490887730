import { builder } from './builder.ts';
import './modules/access/schema.ts';
import './modules/audit/schema.ts';
import './modules/benchmarks/schema.ts';
import './modules/dialogue/schema.ts';
import './modules/imports/schema.ts';
import './modules/indicators/schema.ts';
import './modules/meetings/schema.ts';
import './modules/notifications/schema.ts';
import './modules/organisations/schema.ts';
import './modules/practices/schema.ts';
import './modules/reports/schema.ts';
import './modules/targets/schema.ts';
import './modules/targets/talk-schema.ts';

export const schema = builder.toSchema();
