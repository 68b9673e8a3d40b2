import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';
import { Icon, type IconName } from './Icon.tsx';

export interface ButtonLook {
  readonly look?: 'plain' | 'main' | 'quiet';
  readonly icon?: IconName;
  /** The button shows its icon only; `children` is then its accessible name. */
  readonly iconOnly?: boolean;
  readonly small?: boolean;
}

interface Props
  extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  readonly children: ReactNode;
}

/** The page's one button. */
export function Button({ look = 'plain', icon, iconOnly, small, children, ...rest }: Props) {
  const names = [styles.button, styles[look], iconOnly && styles.square, small && styles.small];
  return (
    <button
      type="button"
      {...rest}
      {...(iconOnly && typeof children === 'string' && { title: children })}
      className={names.filter(Boolean).join(' ')}
    >
      {icon && <Icon name={icon} />}
      <span className={iconOnly ? 'sr-only' : undefined}>{children}</span>
    </button>
  );
}
