import type { ChapterBody } from '../blocks';

export const FR_START: ChapterBody<'start'> = {
  safety: [
    {
      warning:
        'Cette application ne protège pas la batterie. C’est le TinyBMS qui la protège : ses coupures, ses interrupteurs ou contacteurs et vos fusibles doivent agir sans elle.',
    },
    'La passerelle dit au GX ce que la batterie souhaite. Que chargeurs et onduleur écoutent dépend d’eux, et que cette page tourne encore dépend d’un ordinateur. Construisez donc l’installation de façon que rien de grave n’arrive quand la passerelle ne dit rien, ou se trompe.',
    {
      list: [
        'Réglez d’abord les coupures du BMS pour vos cellules : surtension, sous-tension, les deux surintensités, chaleur et froid. La passerelle reste à l’intérieur et ne peut jamais les élargir.',
        'Protégez la batterie par un fusible selon ce que ses câbles supportent. Aucun logiciel ne remplace un fusible.',
        'Le silence est l’état sûr : sans données, la passerelle cesse d’envoyer, et un GX qui n’entend rien arrête de lui-même la charge et la décharge. Voir [[silence]].',
        'Un navigateur peut être fermé, suspendu ou mis à jour, et un ordinateur peut se mettre en veille. Voir [[unattended]].',
        'Prouvez-le une fois, montre en main : l’essai du câble de [[page:commissioning|Mise en service]] débranche le câble du BMS et mesure combien de temps prend chaque chose.',
        'Ne touchez aux fils que batterie coupée. Le court-circuit d’une batterie ne s’arrête pas tout seul.',
      ],
    },
  ],
  chain: [
    { drawing: 'chain' },
    'Le TinyBMS mesure les cellules et coupe. La passerelle, dans ce navigateur, le lit dix fois par seconde, décide combien peut être chargé et déchargé, et le dit une fois par seconde sur le bus CAN. Le GX le transmet aux chargeurs et à l’onduleur.',
    'Deux liaisons les joignent, et chacune peut tomber seule : la ligne série vers le BMS et le bus CAN vers le GX. La ligne en haut de chaque page montre les deux, avec la passerelle entre elles.',
    {
      list: [
        'Vers le BMS : [[bms-cable]], et pourquoi il est isolé : [[isolation]].',
        'Vers le GX : [[can-adapter]], les broches de sa prise : [[gx-port]], et les résistances aux bouts : [[termination]].',
        'Dans le GX : [[gx-settings]].',
      ],
    },
  ],
  'first-start': [
    'La page [[page:commissioning|Mise en service]] guide le premier démarrage et prouve chaque étape par ce qui est mesuré. À la fin, elle donne un rapport à imprimer ou à enregistrer.',
    {
      steps: [
        'Réglez le BMS pour sa batterie : cellules, capacité, seuils, coupures. Voir [[bms-settings]].',
        'Câblez les deux liaisons, tout étant coupé, puis mesurez la terminaison. Voir [[termination]].',
        'Réglez le GX. Voir [[gx-settings]].',
        'Branchez les deux adaptateurs et ajoutez chacun par un clic sous [[page:connection|Connexion]]. Voir [[ports]].',
        'D’abord la passerelle ne fait qu’observer. Laissez passer du courant, pour que son signe puisse être vérifié.',
        'Passez à blanc : le GX est alors entendu, puisque quelqu’un acquitte ses trames. Voir [[modes]].',
        'Passez en actif et comparez les limites sur le GX avec celles de l’aperçu.',
        'Débranchez le câble du BMS et regardez tout s’arrêter ; rebranchez-le et regardez tout reprendre.',
      ],
    },
  ],
};
